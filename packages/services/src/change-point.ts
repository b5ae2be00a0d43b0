import { announcePoints, updatePoint } from '@kuulolla/db'
import { z } from 'zod'
import { PointLanguages, PointName } from './create-points.ts'
import { checkLanguages, managedPoint } from './point-access.ts'
import { defineVerb } from './verb.ts'

/** The name and the languages of a point; its code and channel stay, for they are printed and stored with answers. */
export const changePoint = defineVerb({
  name: 'change-point',
  permission: 'points:manage',
  input: z.object({ pointId: z.int().positive(), name: PointName, languages: PointLanguages }),
  async run({ tx, actor, now }, { pointId, ...change }) {
    const point = await managedPoint(tx, { actor, pointId, now: now() })
    await checkLanguages(tx, change.languages)
    await updatePoint(tx, pointId, change)
    await announcePoints(tx, [point.code])
    return { code: point.code }
  },
  audit: ({ languages }, { code }) => ({ target: `point:${code}`, detail: { languages } }),
})
