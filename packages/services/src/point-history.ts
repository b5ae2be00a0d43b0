import { pointPeriods } from '@kuulolla/db'
import { z } from 'zod'
import { managedPoint } from './point-access.ts'
import { defineVerb } from './verb.ts'

/** A point and what its code pointed to and when, newest first. */
export const pointHistory = defineVerb({
  name: 'point-history',
  permission: 'points:manage',
  input: z.object({ pointId: z.int().positive() }),
  async run({ tx, actor, now }, { pointId }) {
    return { point: await managedPoint(tx, { actor, pointId, now: now() }), periods: await pointPeriods(tx, pointId) }
  },
})
