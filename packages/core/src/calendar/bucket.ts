import { z } from 'zod'
import { addDays, Day, daysBetween, isoWeekday } from './day.ts'

/** How long a bucket is. A tertial is four months: January–April, May–August, September–December (act 741/2023 reports by it). */
export const grains = ['day', 'week', 'month', 'quarter', 'tertial', 'year'] as const
export const Grain = z.enum(grains)
export type Grain = z.infer<typeof Grain>

/** A run of whole days, both ends included. */
export type DayRange = { readonly from: Day; readonly to: Day }

/** `key` is `2024-05-17`, `2024-W20` (ISO 8601 week and its year), `2024-05`, `2024-Q2`, `2024-T2`, `2024`, or `from/to` of a rolling window. */
export type Bucket = DayRange & { readonly key: string }

const monthsOf = { month: 1, quarter: 3, tertial: 4, year: 12 } as const

/** Key of the bucket that `day` falls in. */
export const bucketOf = (day: Day, grain: Grain): string => bucketAround(day, grain).key

function bucketAround(day: Day, grain: Grain): Bucket {
  switch (grain) {
    case 'day':
      return { key: day, from: day, to: day }
    case 'week': {
      const from = addDays(day, 1 - isoWeekday(day))
      // A week belongs to the year of its Thursday (ISO 8601).
      const thursday = addDays(from, 3)
      const year = thursday.slice(0, 4)
      const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
      return { key: `${year}-W${String(week).padStart(2, '0')}`, from, to: addDays(from, 6) }
    }
    case 'month':
    case 'quarter':
    case 'tertial':
    case 'year':
      return monthsAround(day, grain)
  }
}

function monthsAround(day: Day, grain: keyof typeof monthsOf): Bucket {
  const year = day.slice(0, 4)
  const length = monthsOf[grain]
  const index = Math.floor((Number(day.slice(5, 7)) - 1) / length)
  const from = `${year}-${twoDigits(index * length + 1)}-01`
  const next = (index + 1) * length + 1
  const to = addDays(next > 12 ? `${String(Number(year) + 1).padStart(4, '0')}-01-01` : `${year}-${twoDigits(next)}-01`, -1)
  const key = { month: `${year}-${twoDigits(index + 1)}`, quarter: `${year}-Q${index + 1}`, tertial: `${year}-T${index + 1}`, year }[grain]
  return { key, from, to }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** The bucket with this key, or the one around this day. @throws RangeError if `keyOrDay` is neither a day nor a key of `grain`. */
export function bucketRange(keyOrDay: string, grain: Grain): Bucket {
  const isDay = Day.safeParse(keyOrDay).success
  const bucket = bucketAround(isDay ? keyOrDay : firstDayOf(keyOrDay, grain), grain)
  if (!isDay && bucket.key !== keyOrDay) throw new RangeError(`no such ${grain}: ${keyOrDay}`)
  return bucket
}

function firstDayOf(key: string, grain: Grain): Day {
  const [, year, letter, digits] = /^(\d{4})(?:-([QTW]?)(\d{1,2}))?$/.exec(key) ?? []
  if (year === undefined) throw new RangeError(`no such ${grain}: ${key}`)
  const number = Number(digits ?? 1)
  // The fourth of January is always in week 1.
  const day =
    letter === 'W' ? addDays(`${year}-01-04`, (number - 1) * 7) : `${year}-${twoDigits((number - 1) * (letter === 'Q' ? 3 : letter === 'T' ? 4 : 1) + 1)}-01`
  if (!Day.safeParse(day).success) throw new RangeError(`no such ${grain}: ${key}`)
  return day
}

/** Whole buckets from the one around `from` to the one around `to`; none if `to` is before `from`. */
export function bucketsBetween(period: DayRange & { readonly grain: Grain }): readonly Bucket[] {
  const buckets: Bucket[] = []
  if (period.to < period.from) return buckets
  let bucket = bucketAround(period.from, period.grain)
  buckets.push(bucket)
  while (bucket.to < period.to) {
    bucket = bucketAround(addDays(bucket.to, 1), period.grain)
    buckets.push(bucket)
  }
  return buckets
}

/** The bucket before the one with this key (or around this day). */
export const previousBucket = (keyOrDay: string, grain: Grain): Bucket => bucketAround(addDays(bucketRange(keyOrDay, grain).from, -1), grain)

/** The `days` days that end with `ending`. @throws RangeError unless `days` is a whole number from 1. */
export function rollingWindow(ending: Day, days: number): Bucket {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`a window has at least one whole day: ${days}`)
  const from = addDays(ending, 1 - days)
  return { key: `${from}/${ending}`, from, to: ending }
}

/** The window of the same length that ends the day before this one begins. */
export const previousWindow = (window: DayRange): Bucket => rollingWindow(addDays(window.from, -1), daysBetween(window.from, window.to) + 1)

/** Is the bucket over, `today` being a day of the same calendar? */
export const isComplete = (bucket: DayRange, today: Day): boolean => bucket.to < today
