import { z } from 'zod'

/** How a CSV file is written. */
export const CsvDialect = z.object({
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le']).default('utf-8'),
  /** Lines that begin with it are skipped; null: none are. */
  comment: z.string().length(1).nullable().default('#'),
})
export type CsvDialect = z.infer<typeof CsvDialect>

/** One line of a file by its columns' names. */
export type ImportRecord = Readonly<Record<string, string>>

/** What was wrong with a line: `reason` is a catalogue key under `errors.`. */
export type RowProblem = {
  /** Of the file, from 1; the header has one too. */
  readonly line: number
  readonly field: string
  readonly reason: string
  readonly params?: Readonly<Record<string, string | number>>
}
