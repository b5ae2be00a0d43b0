/** Numbers and dates as the reader's language writes them. A day is `YYYY-MM-DD` and has no time zone. */
export type Formats = {
  readonly number: (value: number, decimals?: number) => string
  /** `share` 0…1. */
  readonly percent: (share: number, decimals?: number) => string
  /** With its sign, a real minus; zero without one. */
  readonly signed: (value: number, decimals?: number) => string
  readonly day: (day: string) => string
  readonly month: (day: string) => string
  readonly shortMonth: (day: string) => string
  readonly dayAndMonth: (day: string) => string
  readonly dayRange: (from: string, to: string) => string
  readonly instant: (iso: string) => string
  readonly list: (items: readonly string[]) => string
  readonly compare: (a: string, b: string) => number
}

/** Dates as they are written here: Sweden and America write them otherwise. */
const regionalLocales: Readonly<Record<string, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

/** Noon, so that no time zone moves the day. */
const dateOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

/** `timeZone` is that of instants: a tenant's own. */
export function createFormats(language: string, timeZone: string): Formats {
  const locale = regionalLocales[language] ?? language
  const cached = <T>(make: (decimals: number) => T): ((decimals: number) => T) => {
    const kept = new Map<number, T>()
    return (decimals) => {
      const found = kept.get(decimals) ?? make(decimals)
      kept.set(decimals, found)
      return found
    }
  }
  const plain = cached((decimals) => new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }))
  const percents = cached((decimals) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: decimals, maximumFractionDigits: decimals }))
  const signs = cached(
    (decimals) => new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: 'exceptZero' }),
  )
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' })
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const shortMonths = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  const shortDays = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', timeZone: 'UTC' })
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone })
  const lists = new Intl.ListFormat(locale)
  const collator = new Intl.Collator(locale, { numeric: true })
  // Some locales write a hyphen for a minus.
  const minus = (text: string): string => text.replace(/^-/, '−')
  // −0 is not a change.
  const whole = (value: number, decimals: number): number => (Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value)
  return {
    number: (value, decimals = 0) => minus(plain(decimals).format(whole(value, decimals))),
    percent: (share, decimals = 0) => minus(percents(decimals).format(whole(share, decimals + 2))),
    signed: (value, decimals = 0) => minus(signs(decimals).format(whole(value, decimals))),
    day: (day) => days.format(dateOf(day)),
    month: (day) => months.format(dateOf(day)),
    shortMonth: (day) => shortMonths.format(dateOf(day)),
    dayAndMonth: (day) => shortDays.format(dateOf(day)),
    dayRange: (from, to) => (from === to ? days.format(dateOf(from)) : days.formatRange(dateOf(from), dateOf(to))),
    instant: (iso) => instants.format(new Date(iso)),
    list: (items) => lists.format(items),
    compare: (a, b) => collator.compare(a, b),
  }
}
