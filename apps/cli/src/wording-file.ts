import { createReadStream } from 'node:fs'
import { CsvDialect, type Language } from '@kuulolla/core'
import { readCsv } from '@kuulolla/services'
import { OperatorError } from '@kuulolla/runtime'
import { z } from 'zod'

/** Which columns hold wordings of measures, and who decided them. */
export const WordingMapping = z.object({
  kind: z.literal('wordings'),
  csv: CsvDialect.prefault({}),
  columns: z.object({ measure: z.string(), language: z.string(), text: z.string() }),
  /** Decided by an authority, which `source` names. */
  official: z.boolean(),
  source: z.string().trim().min(1).max(200),
})

type Wording = { readonly measure: string; readonly language: Language; readonly text: string; readonly official: boolean; readonly source: string }

/** All wordings of a file. @throws OperatorError naming the line and the column that is empty or missing. */
export async function readWordings(path: string, { csv, columns, official, source }: z.output<typeof WordingMapping>): Promise<readonly Wording[]> {
  const wordings: Wording[] = []
  for await (const { line, record } of readCsv(createReadStream(path), csv)) {
    const cell = (column: string): string => {
      const value = record[column]?.trim() ?? ''
      if (value === '') throw new OperatorError(`Line ${line}: nothing in the column ${column}. No wording was added.`)
      return value
    }
    wordings.push({ measure: cell(columns.measure), language: cell(columns.language), text: cell(columns.text), official, source })
  }
  return wordings
}
