import { DomainError } from '@kuulolla/core'
import { countAnswerChanges, frozenBefore, importBatches, importChanges, type ImportBatch, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'
import { mostBatches } from './list-imports.ts'
import { planUnitUndo } from './unit-undo.ts'
import { defineVerb } from './verb.ts'

/** What taking an import back would do now: how much of what it made goes, how much goes back, and how much has something on top of it and stays. */
export const previewUndoImport = defineVerb({
  name: 'preview-undo-import',
  permission: 'answers:import',
  input: z.object({ batchId: z.int().positive() }),
  async run({ tx }, { batchId }) {
    const batch = (await importBatches(tx, mostBatches)).find((each) => each.id === batchId)
    if (batch === undefined) throw new DomainError('not-found', 'not-found')
    if (batch.undoneAt !== null) throw new DomainError('conflict', 'already-undone')
    return { batch, ...(await countsOf(tx, batch)) }
  },
})

async function countsOf(tx: TenantTransaction, batch: ImportBatch): Promise<{ readonly removes: number; readonly restores: number; readonly kept: number }> {
  if (batch.kind === 'units') {
    const { restore, remove, kept } = await planUnitUndo(tx, await importChanges(tx, batch.id, 'all'))
    return { removes: remove.length, restores: restore.length, kept }
  }
  const { made, changed, kept } = await countAnswerChanges(tx, batch, await frozenBefore(tx))
  return { removes: made, restores: changed, kept }
}
