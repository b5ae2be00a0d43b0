import { announcePoints, setPointClosed } from '@kuulolla/db'
import { z } from 'zod'
import { managedPoint } from './point-access.ts'
import { defineVerb } from './verb.ts'

/** Closes a point: whoever scans it reads that it has closed. Forms that are open already are still taken. */
export const closePoint = defineVerb({
  name: 'close-point',
  permission: 'points:manage',
  input: z.object({ pointId: z.int().positive() }),
  async run({ tx, actor, now }, { pointId }) {
    const at = now()
    const point = await managedPoint(tx, { actor, pointId, now: at })
    if (point.closedAt === null) await setPointClosed(tx, pointId, at)
    await announcePoints(tx, [point.code])
    return { code: point.code }
  },
  audit: (_, { code }) => ({ target: `point:${code}` }),
})
