import type { Period } from './view.ts'

/** A longer period of the same days, for when there are too few answers; null after three years. */
export function longerPeriod(period: Period): Period | null {
  switch (period.kind) {
    case 'rolling':
      if (period.days >= 3 * 365) return null
      return { ...period, days: period.days < 120 ? 120 : period.days < 365 ? 365 : 3 * 365 }
    case 'bucket': {
      const longer = { day: 'month', week: 'month', month: 'quarter', quarter: 'tertial', tertial: 'year', year: null } as const
      const grain = longer[period.grain]
      return grain === null ? { kind: 'rolling', days: 3 * 365, ending: null } : { kind: 'bucket', grain, key: null }
    }
    case 'custom':
      return { kind: 'rolling', days: 365, ending: null }
  }
}
