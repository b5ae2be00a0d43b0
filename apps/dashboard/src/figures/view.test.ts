import { describe, expect, test } from 'vitest'
import { coarser, defaultView, parseView, rangeBefore, rangeOf, stepped, trendOf, viewParams, viewQuery, type Period, type View } from './view.ts'

const today = '2026-11-22'
const parsed = (query: string): View => parseView(Object.fromEntries(new URLSearchParams(query)))

describe('the address', () => {
  test('says nothing of what is as usual', () => {
    expect(viewQuery(defaultView)).toBe('')
    expect(parsed('')).toEqual(defaultView)
  })

  test.each([
    '?period=90d',
    '?period=30d%2F2026-09-30',
    '?period=2026-11',
    '?period=2026-Q2',
    '?period=2026-T3',
    '?period=2026-W07',
    '?period=2025',
    '?period=tertial',
    '?period=2026-01-05..2026-02-10&grain=week',
    '?period=2026&grain=month&tree=as-is&audience=child&channel=sms&role=assisted&measure=national.safety&statistic=mean',
  ])('comes back as it was: %s', (query) => {
    expect(viewQuery(parsed(query))).toBe(query)
  })

  test.each([
    'period=nonsense',
    'period=2026-T4',
    'period=2026-13',
    'period=0d',
    'period=9999d',
    'period=2026-05-01..2026-04-01',
    'period=2026-02-30..2026-03-01',
    'audience=dogs&grain=hour',
  ])('reads what it does not understand as usual: %s', (query) => {
    expect(parsed(query)).toEqual(defaultView)
  })

  test('names every part, so that what is left out is taken away', () => {
    expect(Object.values(viewParams(defaultView)).every((value) => value === null)).toBe(true)
  })
})

describe('periods', () => {
  test('a window ends today unless said, and the one before touches it', () => {
    expect(rangeOf(defaultView.period, today)).toMatchObject({ from: '2026-10-24', to: '2026-11-22' })
    expect(rangeBefore(defaultView.period, today)).toMatchObject({ from: '2026-09-24', to: '2026-10-23' })
  })

  test('the present tertial', () => {
    const period: Period = { kind: 'bucket', grain: 'tertial', key: null }
    expect(rangeOf(period, today)).toEqual({ key: '2026-T3', from: '2026-09-01', to: '2026-12-31' })
    expect(rangeBefore(period, today).key).toBe('2026-T2')
  })

  test('steps back and on again to where it was', () => {
    const back = stepped(defaultView.period, -1, today)
    expect(back).toEqual({ kind: 'rolling', days: 30, ending: '2026-10-23' })
    expect(back && stepped(back, 1, today)).toEqual(defaultView.period)
  })

  test.each<Period>([defaultView.period, { kind: 'bucket', grain: 'month', key: null }, { kind: 'custom', from: '2026-11-01', to: '2026-11-30' }])(
    'never steps into the future: %o',
    (period) => {
      expect(stepped(period, 1, today)).toBeNull()
    },
  )

  test('a custom period steps by its own length', () => {
    expect(stepped({ kind: 'custom', from: '2026-01-01', to: '2026-01-10' }, 1, today)).toEqual({ kind: 'custom', from: '2026-01-11', to: '2026-01-20' })
    expect(stepped({ kind: 'custom', from: '2026-01-11', to: '2026-01-20' }, -1, today)).toEqual({ kind: 'custom', from: '2026-01-01', to: '2026-01-10' })
  })
})

describe('trends', () => {
  test('thirty days stand among weeks, a tertial among tertials', () => {
    expect(trendOf(defaultView, today)).toEqual({ grain: 'week', from: '2026-05-25', to: today })
    expect(trendOf(parsed('period=2026-T2'), today)).toEqual({ grain: 'tertial', from: '2023-09-01', to: '2026-08-31' })
  })

  test('a period of one’s own shows itself alone', () => {
    expect(trendOf(parsed('period=2026-01-05..2026-02-10'), today)).toEqual({ grain: 'day', from: '2026-01-05', to: '2026-02-10' })
  })

  test('longer steps are offered until the year', () => {
    expect(coarser('week')).toBe('month')
    expect(coarser('year')).toBeNull()
  })
})
