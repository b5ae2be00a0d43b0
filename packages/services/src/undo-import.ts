import { DomainError, type Actor } from '@kuulolla/core'
import {
  announcePointsOf,
  deleteRegisterEntries,
  deleteResponses,
  deleteUnits,
  frozenBefore,
  importBatch,
  importChanges,
  insertStoredResponses,
  inTenant,
  lockImports,
  lockTree,
  markUnitDays,
  registerEntries,
  replaceLinks,
  saveRegisterEntries,
  setImportUndone,
  setUnitsEnd,
  updateUnit,
  writeAudit,
  type ImportBatch,
  type ImportChange,
  type RegisterEntry,
  type TenantTransaction,
} from '@kuulolla/db'
import { z } from 'zod'
import { planUnitUndo } from './unit-undo.ts'
import { auditedActor, authorise, parse, type Dependencies } from './verb.ts'

const UndoImport = z.object({ batchId: z.int().positive() })

export type UndoReport = {
  readonly undone: number
  /** Left as they are: changed since by somebody or by another import, frozen, erased, or units that are in use by now. */
  readonly kept: number
}

const changesAtOnce = 1_000
const afterEverything = 2_147_483_647

/** Takes back what an import did, as far as nothing has come on top of it. Units in use are kept. */
export const undoImport = {
  name: 'undo-import',
  permission: 'answers:import',
  input: UndoImport,
  writes: true,
  async call({ db }: Dependencies, actor: Actor, raw: z.input<typeof UndoImport>): Promise<UndoReport> {
    authorise(actor, 'answers:import')
    const { batchId } = parse(UndoImport, raw)
    const load = async (tx: TenantTransaction): Promise<ImportBatch> => {
      const batch = await importBatch(tx, batchId)
      if (batch === null) throw new DomainError('not-found', 'not-found')
      if (batch.undoneAt !== null) throw new DomainError('conflict', 'already-undone')
      if (batch.kind === 'wordings') throw new DomainError('conflict', 'cannot-be-undone')
      return batch
    }
    const total = { undone: 0, kept: 0 }
    for (let beforeSeq: number | null = afterEverything; beforeSeq !== null;) {
      const at: number = beforeSeq
      beforeSeq = await inTenant(db, actor.tenantId, async (tx): Promise<number | null> => {
        await lockImports(tx)
        const batch = await load(tx)
        if (batch.kind === 'units') authorise(actor, 'units:manage')
        // A tree goes back as a whole or not at all; answers are independent of each other.
        const changes = await importChanges(tx, batchId, batch.kind === 'units' ? 'all' : { beforeSeq: at, limit: changesAtOnce })
        const { undone, kept } = batch.kind === 'units' ? await undoUnits(tx, changes) : await undoAnswers(tx, batch, changes)
        total.undone += undone
        total.kept += kept
        const last = changes.at(-1)
        if (batch.kind !== 'units' && changes.length === changesAtOnce && last !== undefined) return last.seq
        await setImportUndone(tx, batchId, auditedActor(actor).actorId)
        await writeAudit(tx, { ...auditedActor(actor), verb: 'undo-import', target: `import:${batchId}`, detail: total })
        return null
      })
    }
    return total
  },
} as const

const Entry = z.object({
  externalId: z.string(),
  version: z.number(),
  deleted: z.boolean(),
  day: z.string().nullable(),
  responseId: z.string().nullable(),
  batchId: z.number(),
})
const Sheet = z.object({
  id: z.string(),
  day: z.string(),
  unitId: z.number(),
  versionId: z.number(),
  pointId: z.number().nullable(),
  channel: z.string(),
  role: z.string(),
  language: z.string(),
  ageGroup: z.number().nullable(),
  contactMode: z.string().nullable(),
  answers: z.array(z.number()),
  texts: z.array(z.object({ item: z.string(), body: z.string() })),
  exclusion: z.object({ reason: z.string(), note: z.string().nullable(), actor: z.string() }).nullable(),
})
const AnswerBefore = z.object({ entry: Entry, sheet: Sheet.nullable() }).nullable()

async function undoAnswers(tx: TenantTransaction, batch: ImportBatch, changes: readonly ImportChange[]): Promise<UndoReport> {
  const prefix = `answer:${batch.source}:`
  const frozen = await frozenBefore(tx)
  const idOf = (change: ImportChange): string => change.target.slice(prefix.length)
  const entries = new Map((await registerEntries(tx, batch.source, changes.map(idOf))).map((entry) => [entry.externalId, entry]))
  let undone = 0
  // The last change comes first, so an answer that the batch has changed twice goes back step by step.
  for (const change of changes) {
    const now = entries.get(idOf(change))
    const before = AnswerBefore.parse(change.before)
    const days = [now?.day, before?.sheet?.day].filter((day) => typeof day === 'string')
    if (now === undefined || now.batchId !== batch.id || days.some((day) => frozen !== null && day < frozen)) continue
    await undoAnswer(tx, batch.source, { now, before })
    if (before === null) entries.delete(now.externalId)
    else entries.set(now.externalId, before.entry)
    undone += 1
  }
  return { undone, kept: changes.length - undone }
}

async function undoAnswer(
  tx: TenantTransaction,
  source: string,
  { now, before }: { readonly now: RegisterEntry; readonly before: z.output<typeof AnswerBefore> },
): Promise<void> {
  const gone = now.day === null || now.responseId === null ? [] : await deleteResponses(tx, [{ day: now.day, id: now.responseId }])
  const back = before === null || before.sheet === null ? [] : [before.sheet]
  await insertStoredResponses(tx, back)
  await markUnitDays(tx, [...gone, ...back])
  if (before === null) await deleteRegisterEntries(tx, source, [now.externalId])
  else await saveRegisterEntries(tx, source, [before.entry])
}

async function undoUnits(tx: TenantTransaction, changes: readonly ImportChange[]): Promise<UndoReport> {
  await lockTree(tx)
  const { restore, remove, kept } = await planUnitUndo(tx, changes)
  for (const { unitId, state } of restore) {
    await updateUnit(tx, unitId, state.unit)
    await setUnitsEnd(tx, [unitId], state.unit.endedOn)
    await replaceLinks(tx, unitId, state.links)
  }
  await deleteUnits(tx, remove)
  await announcePointsOf(tx, { unitIds: restore.map(({ unitId }) => unitId) })
  return { undone: restore.length + remove.length, kept }
}
