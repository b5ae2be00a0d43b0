import { DomainError } from '@kuulolla/core'
import { deleteExclusion, markUnitDays } from '@kuulolla/db'
import { z } from 'zod'
import { locateResponse, ResponseId } from './response-key.ts'
import { defineVerb, requireUnits } from './verb.ts'

/** Lets an excluded answer count again. */
export const restoreResponse = defineVerb({
  name: 'restore-response',
  permission: 'answers:exclude',
  input: z.object({ id: ResponseId }),
  async run({ tx, actor, now }, { id }) {
    const found = await locateResponse(tx, id)
    await requireUnits(tx, actor, [found.unitId], now())
    if (!(await deleteExclusion(tx, found))) throw new DomainError('conflict', 'not-excluded')
    await markUnitDays(tx, [found])
    return { unitId: found.unitId }
  },
  audit: ({ id }, { unitId }) => ({ target: `response:${id}`, detail: { unitId } }),
})
