import { announcePoints, setPointClosed } from '@kuulolla/db'
import { z } from 'zod'
import { checkTarget, managedPoint } from './point-access.ts'
import { defineVerb } from './verb.ts'

/** Opens a closed point again, if its unit works and its questionnaire can be answered. */
export const reopenPoint = defineVerb({
  name: 'reopen-point',
  permission: 'points:manage',
  input: z.object({ pointId: z.int().positive() }),
  async run({ tx, actor, now }, { pointId }) {
    const point = await managedPoint(tx, { actor, pointId, now: now() })
    await checkTarget(tx, { unitIds: [point.unitId], questionnaireId: point.questionnaireId })
    await setPointClosed(tx, pointId, null)
    await announcePoints(tx, [point.code])
    return { code: point.code }
  },
  audit: (_, { code }) => ({ target: `point:${code}` }),
})
