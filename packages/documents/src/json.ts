import { finite } from './csv.ts'
import { RowReader } from './row-reader.ts'
import type { Row, Table } from './table.ts'

/** `{...head, "rows": [{column: cell}, …]}`: `head` is small, the rows are streamed. */
export async function* jsonDocument(head: Readonly<Record<string, unknown>>, table: Table): AsyncGenerator<Uint8Array> {
  const rows = new RowReader(table.rows)
  const names = table.columns.map((column) => `${JSON.stringify(column.key)}:`)
  const line = (row: Row): string => `{${names.map((name, index) => name + value(row[index] ?? null)).join(',')}}`
  try {
    let text = `${JSON.stringify(head).slice(0, -1)}${Object.keys(head).length > 0 ? ',' : ''}"rows":[`
    let first = true
    for (;;) {
      const batch = await rows.next(2_000)
      if (batch.length === 0) break
      for (const row of batch) {
        text += `${first ? '' : ','}\n${line(row)}`
        first = false
      }
      yield Buffer.from(text)
      text = ''
    }
    yield Buffer.from(`${text}\n]}\n`)
  } finally {
    await rows.close()
  }
}

const value = (cell: string | number | null): string => JSON.stringify(typeof cell === 'number' ? finite(cell) : cell)
