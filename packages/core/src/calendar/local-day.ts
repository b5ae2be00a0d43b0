import type { Day } from './day.ts'

export const defaultTimeZone = 'Europe/Helsinki'

// Making a formatter takes a thousand times as long as using it.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

function partsOf(instant: Date, timeZone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
}

/** The day that calendars in `timeZone` show at `instant`. @throws RangeError for an invalid instant or an unknown time zone. */
export function localDay(instant: Date, timeZone: string = defaultTimeZone): Day {
  const { year = '', month, day } = partsOf(instant, timeZone)
  return `${year.padStart(4, '0')}-${month}-${day}`
}

/** How many minutes clocks in `timeZone` are ahead of UTC at `instant`. @throws RangeError as `localDay`. */
export function utcOffsetMinutes(instant: Date, timeZone: string = defaultTimeZone): number {
  const { year = '', month, day, hour, minute, second } = partsOf(instant, timeZone)
  const asIfUtc = Date.parse(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return (asIfUtc - Math.floor(instant.getTime() / 1000) * 1000) / 60_000
}
