import type { Day } from '../calendar/day.ts'
import type { ParentLink } from './unit-tree.ts'

/**
 * `empty`: a link that ends before it has begun. `overlap`: a second parent on the same day.
 * `cycle`: a unit under itself; told once per ring and of the ring's lowest unit id. `day` is the first on which it is so.
 */
export type TreeProblem = { readonly code: 'empty' | 'overlap' | 'cycle'; readonly unitId: number; readonly day: Day }

const holdsOn = (link: ParentLink, day: Day): boolean => link.from <= day && (link.until === null || day < link.until)

/** What is wrong with the links of a whole tree on any day, by day and unit; empty if nothing is. */
export function checkTree(links: readonly ParentLink[]): readonly TreeProblem[] {
  const problems: TreeProblem[] = links
    .filter(({ from, until }) => until !== null && until <= from)
    .map(({ unitId, from }) => ({ code: 'empty', unitId, day: from }))
  const real = links.filter(({ from, until }) => until === null || until > from)
  for (const ofUnit of Map.groupBy(real, ({ unitId }) => unitId).values()) {
    const inOrder = ofUnit.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    for (const [index, link] of inOrder.entries()) {
      if (inOrder.slice(0, index).some((earlier) => holdsOn(earlier, link.from))) problems.push({ code: 'overlap', unitId: link.unitId, day: link.from })
    }
  }
  const told = new Set<string>()
  // Whatever holds on some day has held since the day on which the last of its links began.
  for (const day of [...new Set(real.map(({ from }) => from))].sort()) {
    for (const ring of ringsOn(real, day)) {
      const key = ring.join(' ')
      if (told.has(key)) continue
      told.add(key)
      problems.push({ code: 'cycle', unitId: ring[0] ?? 0, day })
    }
  }
  return problems.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.unitId - b.unitId))
}

/** Every ring of units that holds on the day, each sorted. Where a unit has two parents the first counts; the overlap is told apart. */
function ringsOn(links: readonly ParentLink[], day: Day): readonly (readonly number[])[] {
  const parentOf = new Map<number, number>()
  for (const link of links) if (holdsOn(link, day) && !parentOf.has(link.unitId)) parentOf.set(link.unitId, link.parentId)
  const rings: number[][] = []
  const done = new Set<number>()
  for (const start of parentOf.keys()) {
    const path: number[] = []
    const place = new Map<number, number>()
    let unit: number | undefined = start
    while (unit !== undefined && !done.has(unit) && !place.has(unit)) {
      place.set(unit, path.length)
      path.push(unit)
      unit = parentOf.get(unit)
    }
    if (unit !== undefined && place.has(unit)) rings.push(path.slice(place.get(unit)).sort((a, b) => a - b))
    for (const each of path) done.add(each)
  }
  return rings
}
