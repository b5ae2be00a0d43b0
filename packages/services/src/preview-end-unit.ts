import { DomainError, type LocalisedText } from '@kuulolla/core'
import { openPointsOf, unitsOn } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { UnitId } from './unit-fields.ts'
import { workingSubtree } from './working-subtree.ts'
import { defineVerb } from './verb.ts'

export type EndingUnit = { readonly id: number; readonly names: LocalisedText }

/** What ending a unit would do: the units that end with it and the collection points that close. */
export const previewEndUnit = defineVerb({
  name: 'preview-end-unit',
  permission: 'units:manage',
  input: z.object({ unitId: UnitId }),
  async run({ tx, now }, { unitId }) {
    const units = await unitsOn(tx, await tenantDay(tx, now()))
    if (!units.some((unit) => unit.id === unitId)) throw new DomainError('not-found', 'unit-not-found')
    const ending = workingSubtree(units, unitId)
    const points = await openPointsOf(
      tx,
      ending.map((unit) => unit.id),
    )
    return { units: ending.map(({ id, names }): EndingUnit => ({ id, names })), pointCodes: points.map((point) => point.code) }
  },
})
