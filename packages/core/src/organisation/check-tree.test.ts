import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../calendar/day.ts'
import { checkTree } from './check-tree.ts'
import { firstCycleDay, type ParentLink } from './unit-tree.ts'

const link = (unitId: number, parentId: number, validity: { from?: string; until?: string | null } = {}): ParentLink => ({
  unitId,
  parentId,
  from: validity.from ?? '2024-01-01',
  until: validity.until ?? null,
})

test('a tree whose units move is in order', () => {
  expect(checkTree([link(2, 1), link(3, 1, { until: '2024-05-03' }), link(3, 2, { from: '2024-05-03' })])).toEqual([])
})

test('a unit under itself, at once or by way of others, is told with its first day', () => {
  expect(checkTree([link(1, 1)])).toEqual([{ code: 'cycle', unitId: 1, day: '2024-01-01' }])
  expect(checkTree([link(3, 2), link(2, 1), link(1, 3, { from: '2024-06-01' })])).toEqual([{ code: 'cycle', unitId: 1, day: '2024-06-01' }])
  // What hangs below a ring is no part of it.
  expect(checkTree([link(1, 3), link(3, 2), link(2, 3)])).toEqual([{ code: 'cycle', unitId: 2, day: '2024-01-01' }])
  // They take turns and never hold together.
  expect(checkTree([link(2, 1, { until: '2024-06-01' }), link(1, 2, { from: '2024-06-01' })])).toEqual([])
})

test('two parents on a day, and a link without a day', () => {
  expect(checkTree([link(2, 1), link(2, 3, { from: '2024-03-01' })])).toEqual([{ code: 'overlap', unitId: 2, day: '2024-03-01' }])
  expect(checkTree([link(2, 1), link(2, 3, { from: '2024-02-01', until: '2024-02-02' }), link(2, 4, { from: '2024-03-01' })])).toHaveLength(2)
  expect(checkTree([link(2, 1, { from: '2024-03-01', until: '2024-03-01' })])).toEqual([{ code: 'empty', unitId: 2, day: '2024-03-01' }])
})

test('the whole tree and one link at a time agree on whether there is a ring, and since when', () => {
  const day = fc.integer({ min: 0, max: 30 })
  const links = fc.uniqueArray(
    fc.record({
      unitId: fc.integer({ min: 1, max: 6 }),
      parentId: fc.integer({ min: 1, max: 6 }),
      from: day,
      length: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    // One link per unit: overlaps are another rule.
    { selector: ({ unitId }) => unitId, maxLength: 6 },
  )
  fc.assert(
    fc.property(links, (drawn) => {
      const tree: ParentLink[] = []
      for (const { unitId, parentId, from, length } of drawn) {
        const first = addDays('2024-01-01', from)
        const next = link(unitId, parentId, { from: first, until: length === null ? null : addDays(first, length) })
        const ring = firstCycleDay(tree, next)
        expect(checkTree([...tree, next])[0]?.day ?? null).toBe(ring)
        if (ring === null) tree.push(next)
      }
    }),
    { numRuns: 500 },
  )
})
