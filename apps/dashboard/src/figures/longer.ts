import { bucketRange, type Day } from '@kuulolla/core'
import { rangeOf, type Period } from './view.ts'

/** A longer period around the same days, for when there are too few answers; null after three years. */
export function longerPeriod(period: Period, today: Day): Period | null {
  const { from, to } = rangeOf(period, today)
  const ending = to >= today ? null : to
  switch (period.kind) {
    case 'rolling':
      if (period.days >= 3 * 365) return null
      return { ...period, days: period.days < 120 ? 120 : period.days < 365 ? 365 : 3 * 365 }
    case 'bucket': {
      const longer = { day: 'month', week: 'month', month: 'quarter', quarter: 'tertial', tertial: 'year', year: null } as const
      const grain = longer[period.grain]
      if (grain === null) return { kind: 'rolling', days: 3 * 365, ending }
      return { kind: 'bucket', grain, key: period.key === null ? null : bucketRange(from, grain).key }
    }
    case 'custom':
      return { kind: 'rolling', days: 365, ending }
  }
}
