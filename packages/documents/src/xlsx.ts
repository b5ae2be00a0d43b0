import { finite } from './csv.ts'
import { wouldRun } from './defuse.ts'
import { RowReader } from './row-reader.ts'
import type { Cell, Column, Row, Table } from './table.ts'
import { zip, type ZipEntry } from './zip.ts'

/** Rows of a sheet, the header among them (ECMA-376 as Excel implements it). */
const sheetRows = 1_048_576
/** A sheet is also cut here, so that no part nears ZIP's 4 GiB. */
const sheetBytes = 2 ** 31
const cellCharacters = 32_767
const batchSize = 250

const style = { plain: 0, header: 1, day: 2, quoted: 3 } as const

export type Workbook = { readonly title: string; readonly author: string; readonly created: Date; readonly tables: readonly Table[] }

/** Written forwards only, in constant memory; a table that fills its sheet goes on in "name 2". Sheets are in the order of the tables. */
export async function* xlsxDocument(workbook: Workbook): AsyncGenerator<Uint8Array> {
  yield* zip(parts(workbook))
}

async function* parts({ title, author, created, tables }: Workbook): AsyncGenerator<ZipEntry> {
  const sheets: string[] = []
  for (const table of tables) {
    const rows = new RowReader(table.rows)
    try {
      for (let part = 1; part === 1 || !(await rows.ended()); part += 1) {
        sheets.push(sheetName(table.name, part, sheets))
        yield { name: `xl/worksheets/sheet${sheets.length}.xml`, content: sheet(rows, table.columns) }
      }
    } finally {
      await rows.close()
    }
  }
  const numbers = sheets.map((_, index) => index + 1)
  yield xml('xl/styles.xml', styles)
  yield xml(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets>${sheets.map((name, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
  )
  yield xml(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...numbers.map((number) => ({ type: `${officeRelations}/worksheet`, target: `worksheets/sheet${number}.xml` })),
      { type: `${officeRelations}/styles`, target: 'styles.xml' },
    ]),
  )
  yield xml(
    'docProps/core.xml',
    `<cp:coreProperties xmlns:cp="${packageSchemas}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escape(title)}</dc:title><dc:creator>${escape(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${created.toISOString().slice(0, 19)}Z</dcterms:created></cp:coreProperties>`,
  )
  yield xml(
    '_rels/.rels',
    relations([
      { type: `${officeRelations}/officeDocument`, target: 'xl/workbook.xml' },
      { type: `${packageSchemas}/relationships/metadata/core-properties`, target: 'docProps/core.xml' },
    ]),
  )
  yield xml(
    '[Content_Types].xml',
    `<Types xmlns="${packageSchemas}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetTypes}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetTypes}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${sheetTypes}.worksheet+xml"/>`).join('')}</Types>`,
  )
}

async function* sheet(rows: RowReader, columns: readonly Column[]): AsyncGenerator<Uint8Array> {
  const names = columns.map((_, index) => columnName(index))
  const widths = columns.map(({ width = 14 }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')
  const header = columns.map(({ title }, index) => textCell(`${names[index] ?? ''}1`, title, style.header)).join('')
  let text = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row r="1">${header}</row>`
  let bytes = 0
  for (let number = 2; number <= sheetRows && bytes < sheetBytes;) {
    const batch = await rows.next(Math.min(batchSize, sheetRows - number + 1))
    if (batch.length === 0) break
    for (const row of batch) {
      text += rowXml(row, { number, names, columns })
      number += 1
    }
    const chunk = Buffer.from(text)
    bytes += chunk.length
    text = ''
    yield chunk
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`)
}

type Place = { readonly number: number; readonly names: readonly string[]; readonly columns: readonly Column[] }

function rowXml(row: Row, { number, names, columns }: Place): string {
  let text = `<row r="${number}">`
  for (let index = 0; index < row.length; index += 1) {
    const cell: Cell = row[index] ?? null
    if (cell === null) continue
    const at = `${names[index] ?? ''}${number}`
    if (typeof cell === 'number') text += `<c r="${at}"><v>${finite(cell)}</v></c>`
    else if (columns[index]?.kind === 'day') text += `<c r="${at}" s="${style.day}"><v>${dayNumber(cell)}</v></c>`
    else text += textCell(at, cell, wouldRun(cell) ? style.quoted : style.plain)
  }
  return `${text}</row>`
}

/** An inline string is never a formula; `quoted` keeps it so when somebody edits the cell or saves the sheet as CSV again. */
function textCell(at: string, text: string, styleIndex: number): string {
  return `<c r="${at}" t="inlineStr"${styleIndex === style.plain ? '' : ` s="${styleIndex}"`}><is><t xml:space="preserve">${escape(cut(text))}</t></is></c>`
}

const cut = (text: string): string => (text.length <= cellCharacters ? text : `${text.slice(0, cellCharacters - 1)}…`)

/** Days since 1899-12-30: Excel's serial number of a day after February 1900. */
function dayNumber(day: string): number {
  return finite(Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000))
}

const special = /[&<>"\ufffe\uffff]|[^\P{Cc}\t\n]/gu
const mustEscape = /[&<>"\ufffe\uffff]|[^\P{Cc}\t\n]|_x[0-9A-Fa-f]{4}_/u
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold is written as `_xHHHH_` (ECMA-376, 22.9.2.19), and so is a text that only looks like it. */
function escape(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  if (!mustEscape.test(whole)) return whole
  return whole.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll(special, (character) => escapes[character] ?? hex(character))
}
const hex = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** At most 31 characters, none of `[]:*?/\`, unlike every other sheet's. */
function sheetName(name: string, part: number, taken: readonly string[]): string {
  const clean = name.replaceAll(/[[\]:*?/\\]/g, ' ').trim()
  for (let number = part; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`
    const candidate = clean.slice(0, 31 - suffix.length) + suffix
    if (!taken.some((each) => each.toLowerCase() === candidate.toLowerCase())) return candidate
  }
}

const schemas = 'http://schemas.openxmlformats.org'
const main = `${schemas}/spreadsheetml/2006/main`
const officeRelations = `${schemas}/officeDocument/2006/relationships`
const packageSchemas = `${schemas}/package/2006`
const sheetTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const styles = `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const xml = (name: string, body: string): ZipEntry => ({ name, content: [Buffer.from(declaration + body)] })

function relations(targets: readonly { readonly type: string; readonly target: string }[]): string {
  return `<Relationships xmlns="${packageSchemas}/relationships">${targets.map(({ type, target }, index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`
}
