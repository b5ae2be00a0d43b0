import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsGeometry } from './bars.ts'
import { niceDomain, niceTicks } from './scale.ts'
import { sparklineGeometry } from './sparkline.ts'
import { trendGeometry, trendPointOf, type TrendPoint } from './trend.ts'

const shown = (key: string, value: number, more: { low?: number | null; high?: number | null; breaks?: boolean } = {}): TrendPoint => ({
  key,
  state: 'shown',
  value,
  low: value - 10,
  high: value + 10,
  breaks: false,
  ...more,
})
const margins = { top: 0, right: 0, bottom: 0, left: 0 }
const nps = { low: -100, high: 100 }
const trend = (points: readonly TrendPoint[]) => trendGeometry({ width: 400, height: 200, margins, points, domain: nps, target: 50, labelWidth: 100 })

test('ticks are round and inside', () => {
  expect(niceTicks(nps, 5)).toEqual([-100, -50, 0, 50, 100])
  expect(niceTicks({ low: 0, high: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(niceTicks({ low: 0.05, high: 0.35 }, 3)).toEqual([0.1, 0.2, 0.3])
  expect(niceTicks({ low: 1, high: 5 }, 5)).toEqual([1, 2, 3, 4, 5])
  expect(niceTicks({ low: 7, high: 7 }, 5)).toEqual([7])
  fc.assert(
    fc.property(
      fc.double({ min: -1000, max: 1000, noNaN: true }),
      fc.double({ min: 0.01, max: 2000, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      (low, span, count) => {
        const ticks = niceTicks({ low, high: low + span }, count)
        expect(ticks.length).toBeLessThanOrEqual(count + 1)
        expect(ticks.every((tick) => tick >= low - 1e-6 && tick <= low + span + 1e-6)).toBe(true)
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks)
      },
    ),
  )
})

test('a domain holds its values, ends round, and does not magnify small differences', () => {
  expect(niceDomain([], nps)).toEqual(nps)
  expect(niceDomain([41, 44], nps)).toEqual({ low: 20, high: 70 })
  expect(niceDomain([-100, 100], nps)).toEqual(nps)
  fc.assert(
    fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
      const { low, high } = niceDomain(values, nps)
      expect(low).toBeLessThanOrEqual(Math.min(...values) + 1e-6)
      expect(high).toBeGreaterThanOrEqual(Math.max(...values) - 1e-6)
      expect(low).toBeGreaterThanOrEqual(-100)
      expect(high).toBeLessThanOrEqual(100)
    }),
  )
})

test('values become heights, buckets become places', () => {
  const geometry = trend([shown('a', 100), shown('b', 0), shown('c', -100), shown('d', 50)])
  expect(geometry.points.map(({ key, x, y, top, bottom }) => [key, x, y, top, bottom])).toEqual([
    ['a', 50, 0, 0, 10],
    ['b', 150, 100, 90, 110],
    ['c', 250, 200, 190, 200],
    ['d', 350, 50, 40, 60],
  ])
  expect(geometry.lines).toEqual(['M50 0L150 100L250 200L350 50'])
  expect(geometry.bands).toEqual(['M50 0L150 90L250 190L350 40L350 60L250 200L150 110L50 10Z'])
  expect(geometry.target).toEqual({ value: 50, y: 50 })
  expect(geometry.slots[1]).toEqual({ key: 'b', x: 150, left: 100, width: 100, state: 'shown' })
})

test('lines and bands stop at what is not shown', () => {
  const geometry = trend([shown('a', 0), shown('b', 0), { key: 'c', state: 'withheld' }, shown('d', 0)])
  expect(geometry.lines).toEqual(['M50 100L150 100'])
  expect(geometry.bands).toEqual(['M50 90L150 90L150 110L50 110Z', 'M346 90L354 90L354 110L346 110Z'])
  expect(geometry.gaps).toEqual([{ key: 'c', x: 250, state: 'withheld' }])
  expect(geometry.points.map(({ key }) => key)).toEqual(['a', 'b', 'd'])
})

test('a point without an interval is on the line but not in the band', () => {
  const geometry = trend([shown('a', 0), shown('b', 0, { low: null, high: null }), shown('c', 0), shown('d', 0)])
  expect(geometry.lines).toHaveLength(1)
  expect(geometry.bands).toHaveLength(2)
})

test('another question starts another line, with a mark between the two', () => {
  const geometry = trend([shown('a', 0), shown('b', 0), shown('c', 0, { breaks: true }), shown('d', 0)])
  expect(geometry.lines).toEqual(['M50 100L150 100', 'M250 100L350 100'])
  expect(geometry.bands).toHaveLength(2)
  expect(geometry.breaks).toEqual([{ key: 'c', x: 200 }])
})

test('labels never touch, and the last bucket has one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 20, max: 120 }), (count, labelWidth) => {
      const points = Array.from({ length: count }, (_, index) => shown(String(index), 0))
      const { labels } = trendGeometry({ width: 500, height: 200, points, domain: nps, target: null, labelWidth })
      expect(labels.at(-1)?.key).toBe(String(count - 1))
      const distances = labels.slice(1).map(({ x }, index) => x - (labels[index]?.x ?? 0))
      expect(distances.every((distance) => distance >= labelWidth - 0.02)).toBe(true)
    }),
  )
})

test('nothing, one point and a chart without room are drawn without a NaN', () => {
  for (const points of [[], [shown('a', 0)]]) {
    for (const width of [0, 400]) {
      expect(JSON.stringify(trendGeometry({ width, height: width, points, domain: nps, target: null }))).not.toMatch(/NaN|Infinity/)
      expect(JSON.stringify(sparklineGeometry({ width, height: width, points, domain: nps }))).not.toMatch(/NaN|Infinity/)
    }
  }
  expect(trendGeometry({ width: 400, height: 200, points: [], domain: { low: 0, high: 10 }, target: 50 }).target).toBeNull()
})

test('a sparkline shows lonely points as dots', () => {
  const { lines, dots, last } = sparklineGeometry({
    width: 104,
    height: 24,
    domain: nps,
    points: [shown('a', 0), shown('b', 100), { key: 'c', state: 'none' }, shown('d', -100), { key: 'e', state: 'none' }],
  })
  expect(lines).toEqual(['M2 12L27 2'])
  expect(dots).toEqual([{ x: 77, y: 22 }])
  expect(last).toEqual({ x: 77, y: 22 })
})

test('a bar is as long as its count; what may not be told has no length', () => {
  const geometry = barsGeometry({
    width: 300,
    labelWidth: 100,
    rowHeight: 20,
    rowGap: 4,
    bars: [
      { key: 'qr', state: 'shown', value: 40 },
      { key: 'sms', state: 'shown', value: 10 },
      { key: 'web', state: 'none' },
      { key: 'paper', state: 'withheld' },
    ],
  })
  expect(geometry.bars.map(({ key, y, width }) => [key, y, width])).toEqual([
    ['qr', 0, 200],
    ['sms', 24, 50],
    ['web', 48, 0],
    ['paper', 72, null],
  ])
  expect(geometry.height).toBe(92)
  expect(geometry.ticks.map(({ value }) => value)).toEqual([0, 10, 20, 30, 40])
})

test('a figure becomes a point', () => {
  const interval = { low: 1, high: 3, confidence: 0.95, method: 't' } as const
  expect(trendPointOf({ bucket: '2024-05', breaks: true, value: { state: 'shown', n: 9, estimate: { value: 2, interval } } })).toEqual({
    key: '2024-05',
    state: 'shown',
    value: 2,
    low: 1,
    high: 3,
    breaks: true,
  })
  expect(trendPointOf({ bucket: '2024-05', breaks: false, value: { state: 'withheld', reason: 'too-few' } })).toEqual({ key: '2024-05', state: 'withheld' })
})
