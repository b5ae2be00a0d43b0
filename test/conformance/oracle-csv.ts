import { readFile } from 'node:fs/promises'

/** Rows of an oracle's CSV by column name. Lines that begin with `#` are provenance; no oracle quotes a field. */
export async function readOracleCsv(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
  const [header, ...rows] = lines.map((line) => line.split(','))
  if (header === undefined) throw new Error(`${path} has no header`)
  return rows.map((cells, index) => {
    if (cells.length !== header.length) throw new Error(`${path}: row ${index + 1} has ${cells.length} cells, the header ${header.length}`)
    return Object.fromEntries(header.map((name, column) => [name, cells[column] ?? '']))
  })
}

/** The cell as text. @throws if the file has no such column. */
export function textIn(row: Readonly<Record<string, string>>, column: string): string {
  const cell = row[column]
  if (cell === undefined) throw new Error(`no column ${column}`)
  return cell
}

/** The cell as a number; empty is null. */
export function numberIn(row: Readonly<Record<string, string>>, column: string): number | null {
  const cell = textIn(row, column)
  if (cell === '') return null
  const number = Number(cell)
  if (Number.isNaN(number)) throw new Error(`${column} is not a number: ${cell}`)
  return number
}

/** As `numberIn`, where the cell may not be empty. */
export function givenNumberIn(row: Readonly<Record<string, string>>, column: string): number {
  const number = numberIn(row, column)
  if (number === null) throw new Error(`${column} is empty`)
  return number
}
