import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf, bucketRange, bucketsBetween, grains, isComplete, previousBucket, previousWindow, rollingWindow } from './bucket.ts'
import { addDays, dayOfNumber, daysBetween } from './day.ts'

const days = fc.integer({ min: 0, max: 60_000 }).map(dayOfNumber)
const grain = fc.constantFrom(...grains)

test('keys and ends of every grain', () => {
  expect(bucketRange('2024-05-17', 'day')).toEqual({ key: '2024-05-17', from: '2024-05-17', to: '2024-05-17' })
  expect(bucketRange('2024-05-17', 'week')).toEqual({ key: '2024-W20', from: '2024-05-13', to: '2024-05-19' })
  expect(bucketRange('2024-02-17', 'month')).toEqual({ key: '2024-02', from: '2024-02-01', to: '2024-02-29' })
  expect(bucketRange('2024-12-31', 'quarter')).toEqual({ key: '2024-Q4', from: '2024-10-01', to: '2024-12-31' })
  expect(bucketRange('2024-T1', 'tertial')).toEqual({ key: '2024-T1', from: '2024-01-01', to: '2024-04-30' })
  expect(bucketRange('2024-T2', 'tertial')).toEqual({ key: '2024-T2', from: '2024-05-01', to: '2024-08-31' })
  expect(bucketRange('2024-T3', 'tertial')).toEqual({ key: '2024-T3', from: '2024-09-01', to: '2024-12-31' })
  expect(bucketRange('2024', 'year')).toEqual({ key: '2024', from: '2024-01-01', to: '2024-12-31' })
})

test('a week belongs to the year of its Thursday', () => {
  expect(bucketOf('2023-12-31', 'week')).toBe('2023-W52')
  expect(bucketOf('2024-12-30', 'week')).toBe('2025-W01')
  expect(bucketOf('2021-01-03', 'week')).toBe('2020-W53')
  expect(bucketRange('2020-W53', 'week')).toEqual({ key: '2020-W53', from: '2020-12-28', to: '2021-01-03' })
})

test.each([
  ['2023-W53', 'week'],
  ['2024-W00', 'week'],
  ['2024-Q5', 'quarter'],
  ['2024-T0', 'tertial'],
  ['2024-13', 'month'],
  ['2024-5', 'month'],
  ['2024-05', 'quarter'],
  ['2024-02-30', 'day'],
  ['', 'year'],
] as const)('there is no %s among the %ss', (key, grain) => {
  expect(() => bucketRange(key, grain)).toThrow(RangeError)
})

test('every day is in exactly the bucket that names it, and buckets meet without gaps', () => {
  fc.assert(
    fc.property(days, grain, (day, grain) => {
      const bucket = bucketRange(day, grain)
      expect(bucket.from <= day && day <= bucket.to).toBe(true)
      expect(bucketOf(bucket.from, grain)).toBe(bucket.key)
      expect(bucketOf(bucket.to, grain)).toBe(bucket.key)
      expect(bucketRange(bucket.key, grain)).toEqual(bucket)
      expect(previousBucket(bucket.key, grain).to).toBe(addDays(bucket.from, -1))
      expect(bucketOf(addDays(bucket.to, 1), grain)).not.toBe(bucket.key)
    }),
  )
})

test('a period is widened to whole buckets', () => {
  expect(bucketsBetween({ grain: 'month', from: '2023-12-31', to: '2024-02-01' }).map(({ key }) => key)).toEqual(['2023-12', '2024-01', '2024-02'])
  expect(bucketsBetween({ grain: 'month', from: '2024-02-01', to: '2024-01-31' })).toEqual([])
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 900 }), grain, (from, length, grain) => {
      const to = addDays(from, length)
      const buckets = bucketsBetween({ grain, from, to })
      expect(buckets[0]?.from).toBe(bucketRange(from, grain).from)
      expect(buckets.at(-1)?.to).toBe(bucketRange(to, grain).to)
      expect(buckets.slice(1).map((bucket) => addDays(bucket.from, -1))).toEqual(buckets.slice(0, -1).map((bucket) => bucket.to))
    }),
  )
})

test('a rolling window has as many days as asked for, and the one before it ends where it begins', () => {
  expect(rollingWindow('2024-03-01', 30)).toEqual({ key: '2024-02-01/2024-03-01', from: '2024-02-01', to: '2024-03-01' })
  expect(previousWindow(rollingWindow('2024-03-01', 30))).toEqual({ key: '2024-01-02/2024-01-31', from: '2024-01-02', to: '2024-01-31' })
  expect(() => rollingWindow('2024-03-01', 0)).toThrow(RangeError)
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 800 }), (ending, length) => {
      const window = rollingWindow(ending, length)
      expect(daysBetween(window.from, window.to)).toBe(length - 1)
      expect(addDays(previousWindow(window).to, 1)).toBe(window.from)
    }),
  )
})

test('a bucket is complete from the day after its last', () => {
  expect(isComplete(bucketRange('2024-05', 'month'), '2024-05-31')).toBe(false)
  expect(isComplete(bucketRange('2024-05', 'month'), '2024-06-01')).toBe(true)
})
