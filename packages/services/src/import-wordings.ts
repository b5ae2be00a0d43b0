import { DomainError, Language, type Actor, type LocalisedText, type RowProblem } from '@kuulolla/core'
import { insertImportBatch, insertWording, inTenant, measures, setImportCounts, writeAudit, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'
import { readCsv } from './read-csv.ts'
import { auditedActor, authorise, parse, type Dependencies } from './verb.ts'

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

export const WordingImport = z.object({
  fileName: z.string().min(1).max(255),
  text: z.string().max(mostBytes),
  /** Tell what would be added, add nothing. */
  preview: z.boolean().default(false),
})

export type WordingChange = ImportedWording & {
  readonly names: LocalisedText
  /** The wording that counts now; null where the language has none yet. */
  readonly before: string | null
}

export type WordingImportReport = {
  /** Null in a preview, or when nothing is added. */
  readonly batchId: number | null
  /** What is added (or would be). */
  readonly changes: readonly WordingChange[]
  readonly unchanged: number
  readonly problems: readonly RowProblem[]
}

/**
 * Adds wordings from a file: a JSON list, or CSV with a header (`,` or `;`), of measure, language, text, official, source.
 * What already is the newest wording is left; rows that cannot be used are reported and the others taken.
 */
export const importWordings = {
  name: 'import-wordings',
  permission: 'questionnaires:manage',
  input: WordingImport,
  writes: true,
  async call({ db }: Dependencies, actor: Actor, raw: z.input<typeof WordingImport>): Promise<WordingImportReport> {
    authorise(actor, 'questionnaires:manage')
    const { fileName, text, preview } = parse(WordingImport, raw)
    return inTenant(db, actor.tenantId, async (tx) => {
      const report = await readWordings(tx, text)
      const { changes, unchanged, problems } = report
      if (preview || changes.length === 0) return report
      const batchId = await insertImportBatch(tx, { kind: 'wordings', source: 'file', fileName, actor: auditedActor(actor).actorId })
      const counts = { added: changes.length, unchanged, rejected: new Set(problems.map((problem) => problem.line)).size }
      await setImportCounts(tx, batchId, counts)
      for (const { measure, language, text: words, official, source } of changes) await insertWording(tx, measure, { language, text: words, official, source })
      await writeAudit(tx, { ...auditedActor(actor), verb: 'import-wordings', target: `import:${batchId}`, detail: { fileName, ...counts } })
      return { ...report, batchId }
    })
  },
} as const

async function readWordings(tx: TenantTransaction, text: string): Promise<WordingImportReport> {
  const byCode = new Map((await measures(tx, null)).map((measure) => [measure.code, measure]))
  const problems: RowProblem[] = []
  const rows: ImportedWording[] = []
  for await (const { line, record } of recordsOf(text)) {
    const read = ImportedWording.safeParse(record)
    if (!read.success) problems.push(...read.error.issues.map((issue) => problemOf(line, record, String(issue.path[0] ?? ''))))
    else if (!byCode.has(read.data.measure)) problems.push({ line, field: 'measure', reason: 'measure-unknown', params: { measure: read.data.measure } })
    else if (rows.some((row) => row.measure === read.data.measure && row.language === read.data.language))
      problems.push({ line, field: 'measure', reason: 'wording-twice', params: { measure: read.data.measure, language: read.data.language } })
    else rows.push(read.data)
  }
  const changes: WordingChange[] = []
  for (const row of rows) {
    const measure = byCode.get(row.measure)
    const newest = measure?.wordings.findLast((wording) => wording.language === row.language)
    const same = newest !== undefined && newest.text === row.text && newest.official === row.official && newest.source === row.source
    if (!same) changes.push({ ...row, names: measure?.names ?? {}, before: newest?.text ?? null })
  }
  return { batchId: null, changes, unchanged: rows.length - changes.length, problems }
}

function problemOf(line: number, record: unknown, field: string): RowProblem {
  const value: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, field) : record
  return { line, field, reason: value === undefined || value === null || value === '' ? 'missing' : 'wrong-form' }
}

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
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error
    throw new DomainError('invalid', 'not-a-json-list', [{ field: 'file', message: 'not-a-json-list' }])
  }
}
