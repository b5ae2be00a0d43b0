import { DomainError } from '@kuulolla/core'
import { insertExclusion, markUnitDays } from '@kuulolla/db'
import { z } from 'zod'
import { AnswerName, handleOf, locateResponse } from './response-key.ts'
import { auditedActor, defineVerb, requireUnits } from './verb.ts'

export const exclusionReasons = ['test', 'duplicate', 'wrong-unit', 'abuse', 'other'] as const

/** Takes an answer out of every figure, with a reason; the answer itself stays as it is. */
export const excludeResponse = defineVerb({
  name: 'exclude-response',
  permission: 'answers:exclude',
  input: z.object({ id: AnswerName, reason: z.enum(exclusionReasons), note: z.string().trim().min(1).max(400).nullable().default(null) }),
  async run({ tx, actor, now }, { id, reason, note }) {
    const found = await locateResponse(tx, id)
    await requireUnits(tx, actor, [found.unitId], now())
    if (!(await insertExclusion(tx, { day: found.day, id: found.id, reason, note, actor: auditedActor(actor).actorId })))
      throw new DomainError('conflict', 'already-excluded')
    await markUnitDays(tx, [found])
    return { unitId: found.unitId, handle: handleOf(found) }
  },
  audit: ({ reason }, { unitId, handle }) => ({ target: `answer:${handle}`, detail: { unitId, reason } }),
})
