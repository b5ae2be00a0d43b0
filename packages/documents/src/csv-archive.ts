import { csvPart, type CsvDialect } from './csv.ts'
import { RowReader } from './row-reader.ts'
import type { Table } from './table.ts'
import { zip, type ZipEntry } from './zip.ts'

/** So that no entry nears ZIP's 4 GiB. */
const fileBytes = 2 ** 31

/** A ZIP with a CSV file per table, `name.csv`; a table that is too large goes on in `name-2.csv`. */
export async function* csvArchive(tables: readonly Table[], dialect: CsvDialect): AsyncGenerator<Uint8Array> {
  yield* zip(files(tables, dialect))
}

async function* files(tables: readonly Table[], dialect: CsvDialect): AsyncGenerator<ZipEntry> {
  for (const table of tables) {
    const rows = new RowReader(table.rows)
    try {
      for (let part = 1; part === 1 || !(await rows.ended()); part += 1) {
        yield { name: part === 1 ? `${table.name}.csv` : `${table.name}-${part}.csv`, content: csvPart(rows, table, { dialect, maxBytes: fileBytes }) }
      }
    } finally {
      await rows.close()
    }
  }
}
