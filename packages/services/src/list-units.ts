import type { Actor, LocalisedText, UnitKind } from '@kuulolla/core'
import { unitsOn, unitsWithin } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** What a picker shows of a unit. `parentId` is null at the top of what the actor may see. */
export type ListedUnit = {
  readonly id: number
  readonly code: string
  readonly names: LocalisedText
  readonly kind: UnitKind
  readonly serviceCode: string | null
  readonly parentId: number | null
  /** The last day on which it worked; null: it works. */
  readonly endedOn: string | null
  readonly npsTarget: number | null
}

/** The tree as it is today, as far as the actor may see it. */
export const listUnits = defineVerb({
  name: 'list-units',
  permission: 'figures:read',
  input: z.object({}),
  async run({ tx, actor, now }): Promise<readonly ListedUnit[]> {
    const day = await tenantDay(tx, now())
    const units = await unitsOn(tx, day)
    const roots = rootsOf(actor)
    const seen = new Set(
      roots === null
        ? units.map((unit) => unit.id)
        : await unitsWithin(
            tx,
            units.map((unit) => unit.id),
            { roots, day },
          ),
    )
    return units
      .filter((unit) => seen.has(unit.id))
      .map(({ id, code, names, kind, serviceCode, parentId, endedOn, npsTarget }) => ({
        id,
        code,
        names,
        kind,
        serviceCode,
        parentId: parentId !== null && seen.has(parentId) ? parentId : null,
        endedOn,
        npsTarget,
      }))
  },
})

const rootsOf = (actor: Actor): readonly number[] | null => (actor.kind === 'user' ? actor.units : null)
