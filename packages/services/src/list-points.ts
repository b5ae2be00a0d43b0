import { pointsWhere, unitsBelow } from '@kuulolla/db'
import { z } from 'zod'
import { managedUnits } from './point-access.ts'
import { tenantDay } from './tenant-day.ts'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

const pageSize = 200

/** Collection points, a page at a time: of a unit and what stands under it, or of all the units that one manages. */
export const listPoints = defineVerb({
  name: 'list-points',
  permission: 'points:manage',
  input: z.object({
    unitId: UnitId.nullable().default(null),
    state: z.enum(['open', 'closed', 'all']).default('open'),
    search: z.string().trim().max(100).default(''),
    after: z.int().min(0).default(0),
  }),
  units: ({ unitId }) => (unitId === null ? [] : [unitId]),
  async run({ tx, actor, now }, { unitId, ...filter }) {
    const day = await tenantDay(tx, now())
    const unitIds = unitId === null ? await managedUnits(tx, actor, day) : await unitsBelow(tx, [unitId], day)
    const points = await pointsWhere(tx, { ...filter, unitIds, limit: pageSize + 1 })
    return { points: points.slice(0, pageSize), next: points.length > pageSize ? (points[pageSize - 1]?.id ?? null) : null }
  },
})
