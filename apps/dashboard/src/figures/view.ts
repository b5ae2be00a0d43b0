import {
  addDays,
  audiences,
  bucketRange,
  channels,
  Day,
  daysBetween,
  grains,
  previousBucket,
  previousWindow,
  respondentRoles,
  rollingWindow,
  type Audience,
  type Bucket,
  type Channel,
  type DayRange,
  type Grain,
  type RespondentRole,
} from '@kuulolla/core'

/** What period is looked at. `ending` null follows today; a `bucket` with key null is the present one. */
export type Period =
  | { readonly kind: 'rolling'; readonly days: number; readonly ending: Day | null }
  | { readonly kind: 'bucket'; readonly grain: Grain; readonly key: string | null }
  | { readonly kind: 'custom'; readonly from: Day; readonly to: Day }

/** All that an address says of how figures are looked at, so that a view can be sent to a colleague. */
export type View = {
  readonly period: Period
  /** How long the steps of a trend are; null: what suits the period. */
  readonly grain: Grain | null
  readonly tree: 'as-was' | 'as-is'
  readonly audience: Audience
  readonly channel: Channel | null
  readonly role: RespondentRole | null
  /** The measure and statistic drawn large; null: the first. */
  readonly measure: string | null
  readonly statistic: 'mean' | null
}

export type AddressParams = Readonly<Record<string, string | string[] | undefined>>

export const defaultView: View = {
  period: { kind: 'rolling', days: 30, ending: null },
  grain: null,
  tree: 'as-was',
  audience: 'adult',
  channel: null,
  role: null,
  measure: null,
  statistic: null,
}

/** Longest window the service gives, in days. */
const longest = 3 * 366

/** Whatever an address does not say, or says wrongly, is as usual. */
export function parseView(params: AddressParams): View {
  const read = (name: string): string | null => {
    const value = params[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | null => {
    const value = read(name)
    return allowed.find((each) => each === value) ?? null
  }
  return {
    period: parsePeriod(read('period') ?? '') ?? defaultView.period,
    grain: oneOf('grain', grains),
    tree: oneOf('tree', ['as-was', 'as-is']) ?? defaultView.tree,
    audience: oneOf('audience', audiences) ?? defaultView.audience,
    channel: oneOf('channel', channels),
    role: oneOf('role', respondentRoles),
    measure: read('measure'),
    statistic: oneOf('statistic', ['mean']),
  }
}

const isDay = (text: string | undefined): text is Day => Day.safeParse(text).success

function parsePeriod(text: string): Period | null {
  const grain = grains.find((each) => each === text)
  if (grain !== undefined) return { kind: 'bucket', grain, key: null }
  const rolling = /^(\d{1,4})d(?:\/(.+))?$/.exec(text)
  if (rolling !== null) {
    const days = Number(rolling[1])
    const ending = rolling[2]
    if (days < 1 || days > longest || (ending !== undefined && !isDay(ending))) return null
    return { kind: 'rolling', days, ending: ending ?? null }
  }
  const [from, to] = text.split('..')
  if (isDay(from) && isDay(to)) return from <= to && daysBetween(from, to) < longest ? { kind: 'custom', from, to } : null
  const written = grainOfKey(text)
  if (written === null) return null
  try {
    return { kind: 'bucket', grain: written, key: bucketRange(text, written).key }
  } catch (error) {
    // A key of the right form that no calendar has, such as 2026-T4.
    if (error instanceof RangeError) return null
    throw error
  }
}

function grainOfKey(key: string): Grain | null {
  if (isDay(key)) return 'day'
  const [, letter] = /^\d{4}(?:-([QTW]?)\d{1,2})?$/.exec(key) ?? [null, null]
  if (letter === null) return null
  if (letter === undefined) return 'year'
  return letter === 'Q' ? 'quarter' : letter === 'T' ? 'tertial' : letter === 'W' ? 'week' : 'month'
}

function periodText(period: Period): string | null {
  switch (period.kind) {
    case 'rolling':
      return period.days === 30 && period.ending === null ? null : `${period.days}d${period.ending === null ? '' : `/${period.ending}`}`
    case 'bucket':
      return period.key ?? period.grain
    case 'custom':
      return `${period.from}..${period.to}`
  }
}

/** Parameters of an address; null for what is as usual and need not be said. */
export function viewParams(view: View): Readonly<Record<keyof View, string | null>> {
  return {
    period: periodText(view.period),
    grain: view.grain,
    tree: view.tree === defaultView.tree ? null : view.tree,
    audience: view.audience === defaultView.audience ? null : view.audience,
    channel: view.channel,
    role: view.role,
    measure: view.measure,
    statistic: view.statistic,
  }
}

/** `?…` of an address, or nothing when all is as usual. */
export function viewQuery(view: View): string {
  const said = Object.entries(viewParams(view)).filter((entry): entry is [string, string] => entry[1] !== null)
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`
}

/** The days looked at. */
export function rangeOf(period: Period, today: Day): Bucket {
  switch (period.kind) {
    case 'rolling':
      return rollingWindow(period.ending ?? today, period.days)
    case 'bucket':
      return bucketRange(period.key ?? today, period.grain)
    case 'custom':
      return { key: `${period.from}/${period.to}`, from: period.from, to: period.to }
  }
}

/** The period of the same kind just before. */
export function rangeBefore(period: Period, today: Day): Bucket {
  const range = rangeOf(period, today)
  return period.kind === 'bucket' ? previousBucket(range.key, period.grain) : previousWindow(range)
}

/** One period back or on; null where that would begin in the future. */
export function stepped(period: Period, by: -1 | 1, today: Day): Period | null {
  const range = rangeOf(period, today)
  const next = by === -1 ? rangeBefore(period, today) : following(period, range)
  if (next.from > today) return null
  switch (period.kind) {
    case 'rolling': {
      // The window never ends after today: there it follows today again.
      if (by === 1 && range.to >= today) return null
      return { ...period, ending: next.to >= today ? null : next.to }
    }
    case 'bucket':
      return { ...period, key: next.key }
    case 'custom':
      return { kind: 'custom', from: next.from, to: next.to }
  }
}

function following(period: Period, range: DayRange): Bucket {
  const first = addDays(range.to, 1)
  return period.kind === 'bucket'
    ? bucketRange(first, period.grain)
    : rollingWindow(addDays(range.to, daysBetween(range.from, range.to) + 1), daysBetween(range.from, range.to) + 1)
}

/** How many steps a trend shows, by their length. */
const steps: Readonly<Record<Grain, number>> = { day: 42, week: 26, month: 18, quarter: 12, tertial: 9, year: 6 }

/** What the service is asked for a trend that ends with the period. */
export function trendOf(view: View, today: Day): { readonly grain: Grain; readonly from: Day; readonly to: Day } {
  const range = rangeOf(view.period, today)
  const grain = view.grain ?? suitedGrain(view.period, range)
  const to = range.to > today ? today : range.to
  if (view.period.kind === 'custom') return { grain, from: range.from, to }
  let first = bucketRange(to, grain)
  for (let step = 1; step < steps[grain]; step += 1) first = previousBucket(first.key, grain)
  return { grain, from: first.from, to }
}

function suitedGrain(period: Period, range: DayRange): Grain {
  if (period.kind === 'bucket') return period.grain
  const days = daysBetween(range.from, range.to) + 1
  if (period.kind === 'rolling') return days <= 14 ? 'day' : days <= 60 ? 'week' : 'month'
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month'
}

/** The next longer step, for when there are too few answers in the present ones; null after the year. */
export function coarser(grain: Grain): Grain | null {
  return grains[grains.indexOf(grain) + 1] ?? null
}

/** A range as the service's window of days. */
export const windowOf = (range: DayRange): { readonly rolling: number; readonly ending: Day } => ({
  rolling: daysBetween(range.from, range.to) + 1,
  ending: range.to,
})
