import { z } from 'zod'

/** What a node of the tree is; nothing in the figures depends on it. */
export const unitKinds = ['organisation', 'sector', 'service', 'service-unit', 'point'] as const
export const UnitKind = z.enum(unitKinds)
export type UnitKind = z.infer<typeof UnitKind>

/** A unit stands under a parent from one day until another; `until` is the first day on which it no longer does, null for never. */
export type ParentLink = { readonly unitId: number; readonly parentId: number; readonly from: string; readonly until: string | null }

/** The first day on which the link would make a unit its own ancestor, or null. `links` are the others that hold. */
export function firstCycleDay(links: readonly ParentLink[], link: ParentLink): string | null {
  const above = new Map<number, ParentLink[]>()
  for (const each of links) above.set(each.unitId, [...(above.get(each.unitId) ?? []), each])
  let first: string | null = null
  const climb = (unitId: number, from: string, until: string | null): void => {
    if (first !== null && first <= from) return
    if (unitId === link.unitId) {
      first = from
      return
    }
    for (const next of above.get(unitId) ?? []) {
      const start = next.from > from ? next.from : from
      const end = earlier(next.until, until)
      if (end === null || start < end) climb(next.parentId, start, end)
    }
  }
  climb(link.parentId, link.from, link.until)
  return first
}

/** The links of one unit after it moves under `parentId` (null: to the top) on day `from`: what held before stays, what was planned for later gives way. */
export function linksAfterMove(
  links: readonly ParentLink[],
  move: { readonly unitId: number; readonly parentId: number | null; readonly from: string; readonly until: string | null },
): readonly ParentLink[] {
  const before = links.flatMap((link) => {
    if (link.from >= move.from) return []
    return [link.until === null || link.until > move.from ? { ...link, until: move.from } : link]
  })
  if (move.parentId === null) return before
  const last = before.at(-1)
  // The same parent goes on: one link, not two that touch.
  if (last !== undefined && last.parentId === move.parentId && last.until === move.from) return [...before.slice(0, -1), { ...last, until: move.until }]
  return [...before, { unitId: move.unitId, parentId: move.parentId, from: move.from, until: move.until }]
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null) return b
  if (b === null) return a
  return a < b ? a : b
}
