import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, Day, dayNumber, dayOfNumber, daysBetween, isoWeekday } from './day.ts'

const numbers = fc.integer({ min: -200_000, max: 200_000 })

test('a day is one that exists', () => {
  for (const day of ['2024-02-29', '1970-01-01', '2000-02-29']) expect(Day.safeParse(day).success).toBe(true)
  for (const day of ['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-1-1', '2024-05-17T00:00:00Z', ''])
    expect(Day.safeParse(day).success).toBe(false)
  expect(() => dayNumber('2024-13-01')).toThrow(RangeError)
})

test('days and numbers are one to one and in the same order', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      expect(dayNumber(dayOfNumber(a))).toBe(a)
      expect(daysBetween(dayOfNumber(a), dayOfNumber(b))).toBe(b - a)
      expect(Math.sign(b - a)).toBe(dayOfNumber(a) < dayOfNumber(b) ? 1 : dayOfNumber(a) > dayOfNumber(b) ? -1 : 0)
    }),
  )
})

test('weekdays run from Monday 1 to Sunday 7', () => {
  expect(isoWeekday('2024-05-13')).toBe(1)
  expect(isoWeekday('2024-05-19')).toBe(7)
  expect(isoWeekday('1969-12-29')).toBe(1)
  fc.assert(
    fc.property(numbers, (n) => {
      expect(isoWeekday(addDays(dayOfNumber(n), 1))).toBe((isoWeekday(dayOfNumber(n)) % 7) + 1)
    }),
  )
})
