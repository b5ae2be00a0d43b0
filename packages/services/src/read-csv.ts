import { Readable } from 'node:stream'
import { DomainError, type CsvDialect, type ImportRecord } from '@kuulolla/core'
import { CsvError, parse } from 'csv-parse'

/** A file's bytes as they come, or its whole text. */
export type CsvFile = AsyncIterable<Uint8Array> | string

export type CsvRow = { readonly line: number; readonly record: ImportRecord }

/** Rows of a CSV file one by one, with the file's line each ends on. @throws DomainError `invalid` for a file that is no such CSV. */
export async function* readCsv(file: CsvFile, { delimiter, encoding, comment }: CsvDialect): AsyncGenerator<CsvRow> {
  const parser = Readable.from(typeof file === 'string' ? [file] : decoded(file, encoding)).pipe(
    parse({
      bom: true,
      columns: true,
      delimiter,
      info: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      max_record_size: 1_000_000,
      ...(comment === null ? {} : { comment, comment_no_infix: true }),
    }),
  )
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: ImportRecord; info: { lines: number } }>) yield { line: info.lines, record }
  } catch (error) {
    if (error instanceof CsvError)
      throw new DomainError('invalid', 'not-a-csv-file', [{ field: 'file', message: 'csv-broken-at-line', params: { line: Number(error['lines'] ?? 0) } }])
    throw error
  } finally {
    parser.destroy()
  }
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw new DomainError('invalid', 'wrong-encoding')
    throw error
  }
}
