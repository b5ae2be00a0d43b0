import type { PlacedUnit } from '@kuulolla/db'

/** The unit and everything below it that has not ended. */
export function workingSubtree(units: readonly PlacedUnit[], unitId: number): readonly PlacedUnit[] {
  const own = units.filter((unit) => unit.id === unitId)
  const below = units.filter((unit) => unit.parentId === unitId && unit.endedOn === null)
  return [...own, ...below.flatMap((unit) => workingSubtree(units, unit.id))]
}
