import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstCycleDay, linksAfterMove, type ParentLink } from './unit-tree.ts'

const link = (unitId: number, parentId: number, from: string, until: string | null = null): ParentLink => ({ unitId, parentId, from, until })

test('a unit may not come under its own subtree', () => {
  const links = [link(2, 1, '2026-01-01'), link(3, 2, '2026-01-01')]
  expect(firstCycleDay(links, link(1, 3, '2026-05-01'))).toBe('2026-05-01')
  expect(firstCycleDay(links, link(3, 1, '2026-05-01'))).toBeNull()
})

test('a subtree that only comes later is found on its first day', () => {
  const links = [link(3, 2, '2026-06-01', '2026-09-01')]
  expect(firstCycleDay(links, link(2, 3, '2026-05-01'))).toBe('2026-06-01')
  expect(firstCycleDay(links, link(2, 3, '2026-05-01', '2026-06-01'))).toBeNull()
  expect(firstCycleDay(links, link(2, 3, '2026-09-01'))).toBeNull()
})

test('a move ends the old link and starts the new on the same day', () => {
  const links = [link(5, 1, '2025-01-01'), link(5, 9, '2027-01-01')]
  expect(
    linksAfterMove([link(5, 1, '2025-01-01', '2027-01-01'), link(5, 9, '2027-01-01')], { unitId: 5, parentId: 2, from: '2026-03-01', until: null }),
  ).toEqual([link(5, 1, '2025-01-01', '2026-03-01'), link(5, 2, '2026-03-01')])
  expect(linksAfterMove(links.slice(0, 1), { unitId: 5, parentId: null, from: '2026-03-01', until: null })).toEqual([link(5, 1, '2025-01-01', '2026-03-01')])
  expect(linksAfterMove(links.slice(0, 1), { unitId: 5, parentId: 1, from: '2026-03-01', until: null })).toEqual([link(5, 1, '2025-01-01')])
})

const day = fc.integer({ min: 0, max: 30 }).map((n) => `2026-01-${String(n + 1).padStart(2, '0')}`)

test('a cycle is found exactly when some day has one', () => {
  const arbitrary = fc.record({ unitId: fc.integer({ min: 1, max: 5 }), parentId: fc.integer({ min: 1, max: 5 }), from: day, until: fc.option(day) })
  fc.assert(
    fc.property(fc.array(arbitrary, { maxLength: 12 }), arbitrary, (candidates, last) => {
      const proper = (each: ParentLink): boolean => each.unitId !== each.parentId && (each.until === null || each.from < each.until)
      fc.pre(proper(last))
      const links: ParentLink[] = []
      for (const each of candidates.filter(proper)) if (overlapsNone(links, each) && firstCycleDay(links, each) === null) links.push(each)
      fc.pre(overlapsNone(links, last))
      expect(firstCycleDay(links, last)).toBe(firstDayByLooking([...links, last]))
    }),
  )
})

function overlapsNone(links: readonly ParentLink[], one: ParentLink): boolean {
  return links.every((each) => each.unitId !== one.unitId || (each.until !== null && each.until <= one.from) || (one.until !== null && one.until <= each.from))
}

function firstDayByLooking(links: readonly ParentLink[]): string | null {
  for (let n = 1; n <= 31; n++) {
    const today = `2026-01-${String(n).padStart(2, '0')}`
    const parent = new Map(
      links.filter((each) => each.from <= today && (each.until === null || today < each.until)).map((each) => [each.unitId, each.parentId]),
    )
    for (const start of parent.keys()) {
      let at: number | undefined = parent.get(start)
      for (let steps = 0; at !== undefined && steps < 10; steps++) {
        if (at === start) return today
        at = parent.get(at)
      }
    }
  }
  return null
}
