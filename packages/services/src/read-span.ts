import { answeredMonths, type AnsweredMonths } from '@kuulolla/db'
import { z } from 'zod'
import { Tree } from './read-figures.ts'
import { tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** From which month to which there are answers in a unit and below it, by audience. Months only: how many is told by figures. */
export const readSpan = defineVerb({
  name: 'read-span',
  permission: 'figures:read',
  input: z.object({ unitId: z.int().positive(), tree: Tree.default('as-was') }),
  units: ({ unitId }) => [unitId],
  run: async ({ tx, now }, { unitId, tree }): Promise<readonly AnsweredMonths[]> =>
    answeredMonths(tx, { unitId, treeOf: tree === 'as-is' ? await tenantDay(tx, now()) : null }),
})
