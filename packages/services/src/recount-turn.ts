/** Which months a nightly recount takes: the newest each night, the older ones in turn. */
export type Turn = { readonly recentMonths: number; readonly olderParts: number }

/** Night by night everything that can still change is compared soon, and all of history every month: no month has fewer than 28 days. */
export const nightlyTurn: Turn = { recentMonths: 3, olderParts: 12 }

/** Whether it is the turn of a month (its first day) on `today`. @throws RangeError when `olderParts` is more than the days of the shortest month. */
export function hasTurn(month: string, today: string, { recentMonths, olderParts }: Turn): boolean {
  if (olderParts < 1 || olderParts > 28) throw new RangeError(`parts ${olderParts}`)
  return ordinalOf(month) > ordinalOf(today) - recentMonths || ordinalOf(month) % olderParts === Number(today.slice(8, 10)) % olderParts
}

/** Months since year 0. */
const ordinalOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

/** The first days of the months of `from` until `to`, both with. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const first = ordinalOf(from)
  return Array.from({ length: Math.max(0, ordinalOf(to) - first + 1) }, (_, index) => {
    const at = first + index
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
  })
}
