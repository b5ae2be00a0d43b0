import {
  AnswerMapping,
  localDay,
  newestOfEach,
  readAnswerRow,
  responseId,
  type Actor,
  type ImportedAnswer,
  type ReadContext,
  type RowProblem,
} from '@kuulolla/core'
import {
  deleteResponses,
  frozenBefore,
  inTenant,
  insertImportBatch,
  insertImportChanges,
  insertStoredResponses,
  lockImports,
  markUnitDays,
  registerEntries,
  saveRegisterEntries,
  setImportCounts,
  storedResponses,
  unitsByCodeOrOid,
  writeAudit,
  type ImportChange,
  type RegisterEntry,
  type StoredResponse,
  type TenantTransaction,
} from '@kuulolla/db'
import { z } from 'zod'
import { ensureImportQuestionnaire } from './import-questionnaire.ts'
import { readCsv, type CsvFile, type CsvRow } from './read-csv.ts'
import { loadSettings } from './tenant-day.ts'
import { auditedActor, authorise, parse, type Dependencies } from './verb.ts'

export type ImportDependencies = Dependencies & { readonly randomBytes: (size: number) => Uint8Array }

export const isCsvFile = (value: unknown): value is CsvFile =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && Symbol.asyncIterator in value)

export const AnswerImport = z.object({
  mapping: AnswerMapping,
  fileName: z.string().min(1).max(200),
  file: z.custom<CsvFile>(isCsvFile, { error: 'missing' }),
  /** Tell what would happen, change nothing. */
  preview: z.boolean().default(false),
})

export type AnswerImportReport = {
  /** Null in a preview. */
  readonly batchId: number | null
  /** Lines read, without the header. */
  readonly lines: number
  readonly created: number
  readonly corrected: number
  readonly deleted: number
  /** Known already, in this or a newer version. */
  readonly unchanged: number
  /** Lines with something wrong, all of which were left out. */
  readonly rejected: number
  /** What was wrong with them, at most the first 1,000. */
  readonly problems: readonly RowProblem[]
}

const linesAtOnce = 1_000
const mostProblems = 1_000

/**
 * Answers from another system's file, each line taken in once however often it comes: an external id takes effect in a
 * version higher than the stored one. About a thousand lines a transaction, so after a crash the same file is simply sent again.
 */
export const importAnswers = {
  name: 'import-answers',
  permission: 'answers:import',
  input: AnswerImport,
  writes: true,
  async call(dependencies: ImportDependencies, actor: Actor, raw: z.input<typeof AnswerImport>): Promise<AnswerImportReport> {
    authorise(actor, 'answers:import')
    const { mapping, fileName, file, preview } = parse(AnswerImport, raw)
    const { actorId } = auditedActor(actor)
    const begin = (tx: TenantTransaction): Promise<number> => insertImportBatch(tx, { kind: 'answers', source: mapping.source, fileName, actor: actorId })
    const batchId = preview ? null : await inTenant(dependencies.db, actor.tenantId, begin)
    const report = { lines: 0, created: 0, corrected: 0, deleted: 0, unchanged: 0, rejected: 0, problems: new Array<RowProblem>() }
    let seq = 0
    for await (const rows of chunks(readCsv(file, mapping.csv), linesAtOnce)) {
      const apply = async (tx: TenantTransaction): Promise<Chunk> => {
        await lockImports(tx)
        const batch = batchId ?? (await begin(tx))
        const chunk = await importChunk(dependencies, tx, { mapping, rows, batch, seq, actorId })
        if (batchId !== null) await setImportCounts(tx, batch, add(countsOf(report), chunk.counts))
        return chunk
      }
      const chunk = preview ? await rolledBack(dependencies, actor.tenantId, apply) : await inTenant(dependencies.db, actor.tenantId, apply)
      seq += chunk.changes
      Object.assign(report, add(countsOf(report), chunk.counts))
      report.problems.push(...chunk.problems.slice(0, mostProblems - report.problems.length))
    }
    if (batchId !== null) {
      await inTenant(dependencies.db, actor.tenantId, (tx) =>
        writeAudit(tx, {
          ...auditedActor(actor),
          verb: 'import-answers',
          target: `import:${batchId}`,
          detail: { source: mapping.source, ...countsOf(report) },
        }),
      )
    }
    return { batchId, ...report }
  },
} as const

type Counts = Pick<AnswerImportReport, 'lines' | 'created' | 'corrected' | 'deleted' | 'unchanged' | 'rejected'>
type Chunk = { readonly counts: Counts; readonly problems: readonly RowProblem[]; readonly changes: number }

const countsOf = ({ lines, created, corrected, deleted, unchanged, rejected }: Counts): Counts => ({ lines, created, corrected, deleted, unchanged, rejected })

const add = (a: Counts, b: Counts): Counts => ({
  lines: a.lines + b.lines,
  created: a.created + b.created,
  corrected: a.corrected + b.corrected,
  deleted: a.deleted + b.deleted,
  unchanged: a.unchanged + b.unchanged,
  rejected: a.rejected + b.rejected,
})

type ChunkInput = { readonly mapping: AnswerMapping; readonly rows: readonly CsvRow[]; readonly batch: number; readonly seq: number; readonly actorId: string }

async function importChunk(dependencies: ImportDependencies, tx: TenantTransaction, { mapping, rows, batch, seq, actorId }: ChunkInput): Promise<Chunk> {
  const { timeZone } = await loadSettings(tx)
  const { versionId, layout } = await ensureImportQuestionnaire(tx, mapping.questionnaire, actorId)
  const read = readRows(mapping, rows, { layout, timeZone, today: localDay(dependencies.now(), timeZone) })
  const problems = [...read.problems]
  const unitIds = await unitsOf(tx, mapping, read.answers)
  const frozen = await frozenBefore(tx)
  const deliveries = read.answers.filter((answer) => {
    if (answer.op === 'delete') return true
    const reason = unitIds.has(answer.unit) ? (frozen !== null && answer.day < frozen ? 'before-horizon' : null) : 'unit-unknown'
    if (reason !== null) problems.push({ line: answer.line, field: reason === 'unit-unknown' ? mapping.unit.column : mapping.day.column, reason })
    return reason === null
  })
  const ids = [...new Set(deliveries.map((each) => each.externalId))]
  const entries = new Map((await registerEntries(tx, mapping.source, ids)).map((entry) => [entry.externalId, entry]))
  const { effective, unchanged } = newestOfEach(deliveries, new Map([...entries].map(([id, entry]) => [id, entry.version])))
  // What is frozen is not counted again, so neither may it be replaced.
  const thawed = effective.filter((answer) => {
    const day = entries.get(answer.externalId)?.day
    const refused = frozen !== null && day !== undefined && day !== null && day < frozen
    if (refused) problems.push({ line: answer.line, field: mapping.day.column, reason: 'before-horizon' })
    return !refused
  })
  const old = new Map(
    (
      await storedResponses(
        tx,
        thawed.flatMap((answer) => keyOf(entries.get(answer.externalId))),
      )
    ).map((sheet) => [sheet.id, sheet]),
  )
  const steps = thawed.map((answer): Step => {
    const entry = entries.get(answer.externalId) ?? null
    const before = entry?.responseId === null || entry === null ? null : (old.get(entry.responseId) ?? null)
    return { answer, entry, before, after: answer.op === 'delete' ? null : sheetOf(answer, { dependencies, versionId, unitIds, before }) }
  })
  await applySteps(tx, steps, { source: mapping.source, batch, seq })
  const created = steps.filter((step) => step.before === null && step.after !== null).length
  const corrected = steps.filter((step) => step.before !== null && step.after !== null).length
  const deleted = steps.filter((step) => step.after === null).length
  const rejected = new Set(problems.map((problem) => problem.line)).size
  return { counts: { lines: rows.length, created, corrected, deleted, unchanged, rejected }, problems, changes: steps.length }
}

function readRows(
  mapping: AnswerMapping,
  rows: readonly CsvRow[],
  context: ReadContext,
): { readonly answers: readonly ImportedAnswer[]; readonly problems: readonly RowProblem[] } {
  const read = rows.map((row) => readAnswerRow(mapping, row, context))
  return { answers: read.flatMap((each) => each.answers), problems: read.flatMap((each) => each.problems) }
}

async function unitsOf(tx: TenantTransaction, mapping: AnswerMapping, answers: readonly ImportedAnswer[]): Promise<ReadonlyMap<string, number>> {
  const keys = [...new Set(answers.flatMap((answer) => (answer.op === 'upsert' ? [answer.unit] : [])))]
  const units = await unitsByCodeOrOid(tx, keys)
  return new Map(
    units.flatMap((unit) => (mapping.unit.by === 'code' ? [[unit.code, unit.id] as const] : unit.oid === null ? [] : [[unit.oid, unit.id] as const])),
  )
}

type Step = {
  readonly answer: ImportedAnswer
  readonly entry: RegisterEntry | null
  readonly before: StoredResponse | null
  readonly after: StoredResponse | null
}

type SheetContext = {
  readonly dependencies: ImportDependencies
  readonly versionId: number
  readonly unitIds: ReadonlyMap<string, number>
  readonly before: StoredResponse | null
}

function sheetOf(answer: Extract<ImportedAnswer, { op: 'upsert' }>, { dependencies, versionId, unitIds, before }: SheetContext): StoredResponse {
  const unitId = unitIds.get(answer.unit)
  if (unitId === undefined) throw new RangeError(`unit ${answer.unit} was known a moment ago`)
  return {
    id: responseId(answer.day, dependencies.randomBytes(16)),
    day: answer.day,
    unitId,
    versionId,
    pointId: null,
    channel: answer.channel,
    role: answer.role,
    language: answer.language,
    ageGroup: answer.ageGroup,
    contactMode: answer.contactMode,
    answers: answer.answers,
    texts: answer.texts,
    // Somebody has decided that this answer does not count; a correction does not take that back.
    exclusion: before?.exclusion ?? null,
  }
}

async function applySteps(
  tx: TenantTransaction,
  steps: readonly Step[],
  { source, batch, seq }: { readonly source: string; readonly batch: number; readonly seq: number },
): Promise<void> {
  const gone = await deleteResponses(
    tx,
    steps.flatMap(({ before }) => (before === null ? [] : [before])),
  )
  const sheets = steps.flatMap(({ after }) => (after === null ? [] : [after]))
  await insertStoredResponses(tx, sheets)
  await saveRegisterEntries(
    tx,
    source,
    steps.map(({ answer, after }) => ({
      externalId: answer.externalId,
      version: answer.version,
      deleted: after === null,
      day: after?.day ?? null,
      responseId: after?.id ?? null,
      batchId: batch,
    })),
  )
  const changes = steps.map(({ answer, entry, before, after }, index): ImportChange => ({
    seq: seq + index + 1,
    target: `answer:${source}:${answer.externalId}`,
    before: entry === null ? null : { entry, sheet: before },
    after: { version: answer.version, responseId: after?.id ?? null },
  }))
  await insertImportChanges(tx, batch, changes)
  await markUnitDays(tx, [...gone, ...sheets])
}

function keyOf(entry: RegisterEntry | undefined): readonly { readonly day: string; readonly id: string }[] {
  return entry === undefined || entry.day === null || entry.responseId === null ? [] : [{ day: entry.day, id: entry.responseId }]
}

async function* chunks<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let chunk: T[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

class Rehearsed extends Error {
  override readonly name = 'Rehearsed'
}

/** Does it all and takes it back: what a preview tells is what would happen. */
export async function rolledBack<T>(dependencies: Dependencies, tenantId: number, run: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  const results: T[] = []
  await inTenant(dependencies.db, tenantId, async (tx) => {
    results.push(await run(tx))
    throw new Rehearsed()
  }).catch((error: unknown) => {
    if (!(error instanceof Rehearsed)) throw error
  })
  const [result] = results
  if (result === undefined) throw new Error('the rehearsal had no result')
  return result
}
