import { expect, test } from 'vitest'
import { longerPeriod } from './longer.ts'

const today = '2026-11-22'

test('a longer period holds the days looked at, also when they are long past', () => {
  const bucket = (grain: 'week' | 'month' | 'year', key: string | null) => longerPeriod({ kind: 'bucket', grain, key }, today)
  expect(bucket('month', '2020-10')).toEqual({ kind: 'bucket', grain: 'quarter', key: '2020-Q4' })
  expect(bucket('week', '2020-W44')).toEqual({ kind: 'bucket', grain: 'month', key: '2020-10' })
  expect(bucket('year', '2020')).toEqual({ kind: 'rolling', days: 1095, ending: '2020-12-31' })
  expect(longerPeriod({ kind: 'custom', from: '2020-10-01', to: '2020-10-09' }, today)).toEqual({ kind: 'rolling', days: 365, ending: '2020-10-09' })
})

test('what follows today goes on following it', () => {
  expect(longerPeriod({ kind: 'bucket', grain: 'month', key: null }, today)).toEqual({ kind: 'bucket', grain: 'quarter', key: null })
  expect(longerPeriod({ kind: 'bucket', grain: 'year', key: '2026' }, today)).toEqual({ kind: 'rolling', days: 1095, ending: null })
  expect(longerPeriod({ kind: 'rolling', days: 30, ending: null }, today)).toEqual({ kind: 'rolling', days: 120, ending: null })
  expect(longerPeriod({ kind: 'rolling', days: 1095, ending: null }, today)).toBeNull()
})
