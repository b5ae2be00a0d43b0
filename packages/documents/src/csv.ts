import { defuse } from './defuse.ts'
import { RowReader } from './row-reader.ts'
import type { Cell, Row, Table } from './table.ts'

/** `standard`: RFC 4180, comma and decimal point. `finnish-excel`: what a Finnish Excel opens with a double click. */
export const csvDialects = {
  standard: { delimiter: ',', decimal: '.', byteOrderMark: false },
  'finnish-excel': { delimiter: ';', decimal: ',', byteOrderMark: true },
} as const
export type CsvDialect = keyof typeof csvDialects

const batchSize = 2_000
const needsQuotes = /[";,\t\r\n]/

/** Lines end in CRLF (RFC 4180, section 2). */
export async function* csvDocument(table: Table, dialect: CsvDialect): AsyncGenerator<Uint8Array> {
  const rows = new RowReader(table.rows)
  try {
    yield* csvPart(rows, table, { dialect, maxBytes: Infinity })
  } finally {
    await rows.close()
  }
}

/** The header and as many of the reader's rows as fit; `maxBytes` is passed by one batch at most. */
export async function* csvPart(
  rows: RowReader,
  table: Table,
  { dialect, maxBytes }: { readonly dialect: CsvDialect; readonly maxBytes: number },
): AsyncGenerator<Uint8Array> {
  const { byteOrderMark } = csvDialects[dialect]
  const write = lineWriter(dialect)
  let size = 0
  let text = (byteOrderMark ? '\ufeff' : '') + write(table.columns.map((column) => column.title))
  while (size < maxBytes) {
    const batch = await rows.next(batchSize)
    for (const row of batch) text += write(row)
    const bytes = Buffer.from(text)
    text = ''
    size += bytes.length
    if (bytes.length > 0) yield bytes
    if (batch.length === 0) return
  }
}

function lineWriter(dialect: CsvDialect): (row: Row) => string {
  const { delimiter, decimal } = csvDialects[dialect]
  const number = decimal === '.' ? String : (value: number): string => String(value).replace('.', decimal)
  const cell = (value: Cell): string => {
    if (value === null) return ''
    if (typeof value === 'number') return number(finite(value))
    const text = defuse(value)
    return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return (row) => {
    let line = ''
    for (let index = 0; index < row.length; index += 1) {
      if (index > 0) line += delimiter
      line += cell(row[index] ?? null)
    }
    return `${line}\r\n`
  }
}

/** A document never says "NaN": a number that is none is a defect upstream. */
export function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`not a number to write: ${value}`)
  return value
}
