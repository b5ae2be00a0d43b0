import { DomainError } from '@kuulolla/core'
import { openPointsOf, parentLinks, unitById, unitsOn } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** One unit: where it has stood in the tree and when, what stands under it today, and how many open collection points it has. */
export const readUnitAdmin = defineVerb({
  name: 'read-unit-admin',
  permission: 'units:manage',
  input: z.object({ unitId: UnitId }),
  async run({ tx, now }, { unitId }) {
    const unit = await unitById(tx, unitId)
    if (unit === null) throw new DomainError('not-found', 'unit-not-found')
    const units = await unitsOn(tx, await tenantDay(tx, now()))
    const names = new Map(units.map((each) => [each.id, each.names]))
    const links = (await parentLinks(tx)).filter((link) => link.unitId === unitId)
    return {
      unit,
      links: links
        .map(({ parentId, from, until }) => ({ parentId, parentNames: names.get(parentId) ?? {}, from: from === '-infinity' ? null : from, until }))
        .reverse(),
      children: units.filter((each) => each.parentId === unitId && each.endedOn === null).map(({ id, names }) => ({ id, names })),
      openPoints: (await openPointsOf(tx, [unitId])).length,
    }
  },
})
