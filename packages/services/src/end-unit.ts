import { Day, addDays, DomainError } from '@kuulolla/core'
import {
  announcePoints,
  lockTree,
  openPointsOf,
  parentLinks,
  replaceLinks,
  setPointClosed,
  setUnitsEnd,
  unitsOn,
  type PlacedUnit,
  type TenantTransaction,
} from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { UnitId } from './unit-fields.ts'
import { workingSubtree } from './working-subtree.ts'
import { defineVerb } from './verb.ts'

/**
 * Ends a unit and what stands under it after their last day, today or earlier. Nothing is deleted: they stay in
 * history and in figures, and their collection points close with a human answer for whoever still finds one.
 */
export const endUnit = defineVerb({
  name: 'end-unit',
  permission: 'units:manage',
  input: z.object({ unitId: UnitId, lastDay: Day }),
  async run({ tx, now }, { unitId, lastDay }) {
    await lockTree(tx)
    const at = now()
    const today = await tenantDay(tx, at)
    if (lastDay > today) throw new DomainError('invalid', 'invalid-input', [{ field: 'lastDay', message: 'day-in-future' }])
    const units = await unitsOn(tx, today)
    const unit = units.find((each) => each.id === unitId)
    if (unit === undefined) throw new DomainError('not-found', 'unit-not-found')
    if (unit.endedOn !== null) throw new DomainError('conflict', 'unit-ended')
    const ending = workingSubtree(units, unitId)
    const latestOpening = ending.map((each) => each.openedOn ?? '').reduce((a, b) => (a > b ? a : b), '')
    if (lastDay < latestOpening)
      throw new DomainError('invalid', 'invalid-input', [{ field: 'lastDay', message: 'before-opening', params: { day: latestOpening } }])
    await closeLinks(tx, ending, addDays(lastDay, 1))
    const ids = ending.map((each) => each.id)
    await setUnitsEnd(tx, ids, lastDay)
    const points = await openPointsOf(tx, ids)
    for (const point of points) await setPointClosed(tx, point.id, at)
    await announcePoints(
      tx,
      points.map((point) => point.code),
    )
    return { units: ids, points: points.map((point) => point.code) }
  },
  audit: ({ unitId, lastDay }, output) => ({ target: `unit:${unitId}`, detail: { lastDay, units: output.units, points: output.points } }),
})

async function closeLinks(tx: TenantTransaction, units: readonly PlacedUnit[], until: string): Promise<void> {
  const ids = new Set(units.map((unit) => unit.id))
  const links = (await parentLinks(tx)).filter((link) => ids.has(link.unitId))
  for (const id of ids) {
    const own = links.filter((link) => link.unitId === id)
    await replaceLinks(
      tx,
      id,
      own.flatMap((link) => (link.from >= until ? [] : [link.until === null || link.until > until ? { ...link, until } : link])),
    )
  }
}
