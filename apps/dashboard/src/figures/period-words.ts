import type { Bucket, Grain } from '@kuulolla/core'
import type { LanguageChoice } from '../language/Language.tsx'
import type { Period } from './view.ts'

type Words = Pick<LanguageChoice, 't' | 'formats'>

/** A bucket's name: `May 2026`, `tertial 3/2026`, `week 7/2026`, `24.10.–22.11.2026`. */
export function bucketName(key: string, { t, formats }: Words): string {
  const [from, to] = key.split('/')
  if (from !== undefined && to !== undefined) return formats().dayRange(from, to)
  if (/^\d{4}-\d{2}-\d{2}$/.test(key)) return formats().day(key)
  const [, year = '', letter, digits] = /^(\d{4})(?:-([QTW]?)(\d{1,2}))?$/.exec(key) ?? []
  if (digits === undefined) return year || key
  const number = String(Number(digits))
  switch (letter) {
    case 'W':
      return t('dashboard.period.week', { number, year })
    case 'Q':
      return t('dashboard.period.quarter', { number, year })
    case 'T':
      return t('dashboard.period.tertial', { number, year })
    default:
      return formats().month(`${key}-01`)
  }
}

/** Short, for an axis. */
export function bucketTick(bucket: Bucket, grain: Grain, { t, formats }: Words): string {
  const year = bucket.key.slice(0, 4)
  switch (grain) {
    case 'day':
      return formats().dayAndMonth(bucket.from)
    case 'week':
      return t('dashboard.period.tick.week', { number: String(Number(bucket.key.slice(6))) })
    case 'month':
      return bucket.key.endsWith('-01') ? year : formats().shortMonth(bucket.from)
    case 'quarter':
    case 'tertial':
      return `${bucket.key.slice(6)}/${year}`
    case 'year':
      return year
  }
}

export function periodName(period: Period, range: Bucket, words: Words): string {
  if (period.kind === 'rolling') return words.t('dashboard.period.last-days', { days: period.days })
  return bucketName(period.kind === 'custom' ? `${range.from}/${range.to}` : range.key, words)
}
