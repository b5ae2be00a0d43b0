import { inLanguage, type Actor, type DayRange, type Language } from '@kuulolla/core'
import { childUnits, unitsBelowDuring, unitsOn, unitsWithin, type PlacedUnit, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'

/** Some units, those directly below one, one with everything below it, or all that the actor may see. */
export const ExportedUnits = z.union([
  z.array(z.int().positive()).min(1).max(500),
  z.object({ childrenOf: z.int().positive() }),
  z.object({ below: z.int().positive() }),
  z.object({ all: z.literal(true) }),
])
export type ExportedUnits = z.output<typeof ExportedUnits>

/** The units named in a request, which the actor must have. */
export function namedUnits(units: ExportedUnits): readonly number[] {
  if ('childrenOf' in units) return [units.childrenOf]
  if ('below' in units) return [units.below]
  return 'all' in units ? [] : units
}

export type PlaceQuery = { readonly units: ExportedUnits; readonly period: DayRange; readonly treeOf: string | null; readonly today: string }

/** The units meant, in the order of their ids; what has left the actor's subtrees since is left out. */
export async function unitsMeant(tx: TenantTransaction, actor: Actor, { units, period, treeOf, today }: PlaceQuery): Promise<readonly number[]> {
  const roots = actor.kind === 'user' ? actor.units : null
  if ('all' in units) return roots === null ? (await unitsOn(tx, today)).map((unit) => unit.id).sort((a, b) => a - b) : below(roots)
  if ('below' in units) return below([units.below])
  if ('childrenOf' in units) return allowed(await childUnits(tx, units.childrenOf, { period, treeOf }))
  return [...new Set(units)].sort((a, b) => a - b)

  async function below(of: readonly number[]): Promise<readonly number[]> {
    return allowed(await unitsBelowDuring(tx, of, { period, treeOf }))
  }

  async function allowed(ids: readonly number[]): Promise<readonly number[]> {
    if (roots === null || ids.length === 0) return ids
    const within = new Set(await unitsWithin(tx, ids, { roots, day: today }))
    return ids.filter((id) => within.has(id))
  }
}

export type Place = { readonly name: string; readonly code: string; readonly oid: string | null; readonly path: string }

/** Names of units and of what stands above them on `day`; above the actor's own subtrees nothing is a secret, for it is the organisation's chart. */
export async function placesOn(tx: TenantTransaction, day: string, language: Language): Promise<ReadonlyMap<number, Place>> {
  const units = new Map((await unitsOn(tx, day)).map((unit) => [unit.id, unit]))
  const name = (unit: PlacedUnit): string => inLanguage(unit.names, language)
  const pathOf = (unit: PlacedUnit): string => {
    const above: string[] = []
    let at = unit.parentId === null ? undefined : units.get(unit.parentId)
    while (at !== undefined && above.length < 30) {
      above.unshift(name(at))
      at = at.parentId === null ? undefined : units.get(at.parentId)
    }
    return above.join(' / ')
  }
  return new Map([...units].map(([id, unit]) => [id, { name: name(unit), code: unit.code, oid: unit.oid, path: pathOf(unit) }]))
}
