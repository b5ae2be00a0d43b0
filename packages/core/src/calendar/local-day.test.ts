import { expect, test } from 'vitest'
import { localDay, utcOffsetMinutes } from './local-day.ts'

test('midnight is local, in winter and in summer', () => {
  expect(localDay(new Date('2024-01-14T21:59:59.999Z'))).toBe('2024-01-14')
  expect(localDay(new Date('2024-01-14T22:00:00Z'))).toBe('2024-01-15')
  expect(localDay(new Date('2024-07-14T20:59:59.999Z'))).toBe('2024-07-14')
  expect(localDay(new Date('2024-07-14T21:00:00Z'))).toBe('2024-07-15')
  expect(localDay(new Date('2024-07-14T21:00:00Z'), 'UTC')).toBe('2024-07-14')
})

test('the clock moves at three and four on the last Sundays of March and October', () => {
  expect(utcOffsetMinutes(new Date('2024-03-31T00:59:59.999Z'))).toBe(120)
  expect(utcOffsetMinutes(new Date('2024-03-31T01:00:00Z'))).toBe(180)
  expect(utcOffsetMinutes(new Date('2024-10-27T00:59:59.999Z'))).toBe(180)
  expect(utcOffsetMinutes(new Date('2024-10-27T01:00:00Z'))).toBe(120)
  expect(utcOffsetMinutes(new Date('2024-10-27T01:00:00Z'), 'America/St_Johns')).toBe(-150)
})

test('what is no instant or no zone is refused', () => {
  expect(() => localDay(new Date(Number.NaN))).toThrow(RangeError)
  expect(() => localDay(new Date(0), 'Europe/Nowhere')).toThrow(RangeError)
})
