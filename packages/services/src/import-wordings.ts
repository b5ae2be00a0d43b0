import { DomainError, Language, type RowProblem } from '@kuulolla/core'
import { insertImportBatch, insertWording, measures, setImportCounts } from '@kuulolla/db'
import { z } from 'zod'
import { readCsv } from './read-csv.ts'
import { auditedActor, defineVerb } from './verb.ts'

/** One wording as a file says it; `official` is whether an authority has decided it. */
const ImportedWording = z.object({
  measure: z.string().trim().min(1),
  language: Language,
  text: z.string().trim().min(1).max(400),
  official: z.union([z.boolean(), z.stringbool({ truthy: ['true', '1', 'kyllä', 'yes', 'ja'], falsy: ['false', '0', 'ei', 'no', 'nej', ''] })]),
  source: z.string().trim().min(1).max(200),
})
type ImportedWording = z.infer<typeof ImportedWording>

const mostBytes = 2_000_000

/**
 * Adds wordings from a file: a JSON list, or CSV with a header (`,` or `;`), of measure, language, text, official, source.
 * What already is the newest wording is left; rows that cannot be used are reported and the others taken.
 */
export const importWordings = defineVerb({
  name: 'import-wordings',
  permission: 'questionnaires:manage',
  input: z.object({ fileName: z.string().min(1).max(255), text: z.string().max(mostBytes) }),
  async run({ tx, actor }, { fileName, text }) {
    const byCode = new Map((await measures(tx, null)).map((measure) => [measure.code, measure.wordings]))
    const problems: RowProblem[] = []
    const rows: ImportedWording[] = []
    for await (const { line, record } of recordsOf(text)) {
      const read = ImportedWording.safeParse(record)
      if (!read.success) problems.push(...read.error.issues.map((issue) => ({ line, field: String(issue.path[0] ?? ''), reason: 'wrong-form' })))
      else if (!byCode.has(read.data.measure)) problems.push({ line, field: 'measure', reason: 'measure-unknown', params: { measure: read.data.measure } })
      else rows.push(read.data)
    }
    const fresh = rows.filter(({ measure, language, text: words, official, source }) => {
      const newest = byCode.get(measure)?.findLast((wording) => wording.language === language)
      return newest === undefined || newest.text !== words || newest.official !== official || newest.source !== source
    })
    if (fresh.length > 0) {
      const counts = { added: fresh.length, unchanged: rows.length - fresh.length, rejected: problems.length }
      const batchId = await insertImportBatch(tx, { kind: 'wordings', source: 'file', fileName, actor: auditedActor(actor).actorId })
      await setImportCounts(tx, batchId, counts)
    }
    for (const { measure, ...wording } of fresh) await insertWording(tx, measure, wording)
    return { added: fresh.length, unchanged: rows.length - fresh.length, problems }
  },
  audit: ({ fileName }, { added, unchanged, problems }) => ({ target: null, detail: { fileName, added, unchanged, rejected: problems.length } }),
})

async function* recordsOf(text: string): AsyncGenerator<{ readonly line: number; readonly record: unknown }> {
  if (/^\s*\[/.test(text)) {
    for (const [index, record] of listOf(text).entries()) yield { line: index + 1, record }
    return
  }
  const [header = ''] = text.split('\n', 1)
  yield* readCsv(text, { delimiter: header.includes(';') ? ';' : ',', encoding: 'utf-8', comment: '#' })
}

function listOf(text: string): readonly unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(text))
  } catch (error) {
    throw new DomainError('invalid', 'wrong-form', [{ field: 'file', message: error instanceof SyntaxError ? 'wrong-form' : 'wrong-type' }])
  }
}
