import { z } from 'zod'

/** A day of the tenant's calendar, `YYYY-MM-DD`; one that exists. Compares as text. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>

const millisecondsPerDay = 86_400_000

/** Days from 1970-01-01 to `day`. @throws RangeError if there is no such day. */
export function dayNumber(day: Day): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(milliseconds)) throw new RangeError(`no such day: ${day}`)
  return milliseconds / millisecondsPerDay
}

/** The day `number` days after 1970-01-01. */
export const dayOfNumber = (number: number): Day => new Date(number * millisecondsPerDay).toISOString().slice(0, 10)

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days)

/** Days from `from` to `to`; negative if `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** 1 Monday … 7 Sunday (ISO 8601). 1970-01-01 was a Thursday. */
export function isoWeekday(day: Day): number {
  const sinceMonday = (dayNumber(day) + 3) % 7
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
}
