import { DomainError } from '@kuulolla/core'
import { deleteExclusion, markUnitDays } from '@kuulolla/db'
import { z } from 'zod'
import { AnswerName, handleOf, locateResponse } from './response-key.ts'
import { defineVerb, requireUnits } from './verb.ts'

/** Lets an excluded answer count again. */
export const restoreResponse = defineVerb({
  name: 'restore-response',
  permission: 'answers:exclude',
  input: z.object({ id: AnswerName }),
  async run({ tx, actor, now }, { id }) {
    const found = await locateResponse(tx, id)
    await requireUnits(tx, actor, [found.unitId], now())
    if (!(await deleteExclusion(tx, found))) throw new DomainError('conflict', 'not-excluded')
    await markUnitDays(tx, [found])
    return { unitId: found.unitId, handle: handleOf(found) }
  },
  audit: (_, { unitId, handle }) => ({ target: `answer:${handle}`, detail: { unitId } }),
})
