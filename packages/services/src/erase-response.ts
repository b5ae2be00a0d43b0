import { buryImported, deleteResponses, markUnitDays } from '@kuulolla/db'
import { z } from 'zod'
import type { ErasureJournal } from './erasure-journal.ts'
import { AnswerName, handleOf, locateResponse } from './response-key.ts'
import { defineVerb, requireUnits, type Dependencies, type VerbContext } from './verb.ts'

export type ErasureDependencies = Dependencies & { readonly journal: ErasureJournal }

/** Erases an answer with its texts for good, also from what an import could be undone with. */
export const eraseResponse = defineVerb({
  name: 'erase-response',
  permission: 'answers:exclude',
  input: z.object({ id: AnswerName }),
  async run({ tx, actor, now, journal }: VerbContext<ErasureDependencies>, { id }) {
    const found = await locateResponse(tx, id)
    await requireUnits(tx, actor, [found.unitId], now())
    await buryImported(tx, found)
    await markUnitDays(tx, await deleteResponses(tx, [found]))
    // Before the commit: an erasure that only the journal knows is made good at the next start, one that it misses would come back with a backup.
    await journal.append({ tenant: tx.tenantId, day: found.day, id: found.id })
    return { unitId: found.unitId, handle: handleOf(found) }
  },
  audit: (_, { unitId, handle }) => ({ target: `answer:${handle}`, detail: { unitId } }),
})
