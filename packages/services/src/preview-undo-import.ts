import { DomainError } from '@kuulolla/core'
import { countImportChanges, importBatches } from '@kuulolla/db'
import { z } from 'zod'
import { mostBatches } from './list-imports.ts'
import { defineVerb } from './verb.ts'

/** What taking an import back would do, at most: what it made goes, what it changed goes back, unless something has come on top of it since. */
export const previewUndoImport = defineVerb({
  name: 'preview-undo-import',
  permission: 'answers:import',
  input: z.object({ batchId: z.int().positive() }),
  async run({ tx }, { batchId }) {
    const batch = (await importBatches(tx, mostBatches)).find((each) => each.id === batchId)
    if (batch === undefined) throw new DomainError('not-found', 'not-found')
    if (batch.undoneAt !== null) throw new DomainError('conflict', 'already-undone')
    const { made, changed } = await countImportChanges(tx, batchId)
    return { batch, removes: made, restores: changed }
  },
})
