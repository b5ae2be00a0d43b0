import type { Figure } from '@kuulolla/core'
import { english } from '@kuulolla/i18n'
import { createTranslator } from '@kuulolla/i18n'
import { describe, expect, test } from 'vitest'
import { createFormats } from '../language/formats.ts'
import { compareIntervals, isSparse, rowsOf, type Row } from './rows.ts'
import { changeText, intervalText, sentencesOf } from './words.ts'

const formats = createFormats('en', 'Europe/Helsinki')
const translator = createTranslator('en', english)
const words = { t: translator, formats: () => formats }

type Made = {
  readonly measure?: string
  readonly definition?: string
  readonly statistic?: Figure['statistic']
  readonly breaks?: boolean
  readonly bucket?: string
}
const figure = (
  value: Figure['value'],
  { measure = 'national.nps', definition = 'nps', statistic = 'nps', breaks = false, bucket = '2026-W40' }: Made = {},
): Figure => ({
  unitId: 1,
  bucket,
  measure,
  definition: { id: definition, version: 1 },
  statistic,
  value,
  versions: [1],
  breaks,
  excluded: { notConcerned: 0, skipped: 0 },
})
const shown = (value: number, low: number, high: number, n = 120): Figure['value'] => ({
  state: 'shown',
  n,
  estimate: { value, interval: { low, high, confidence: 0.95, method: 'adjusted-wald' } },
})
const withheld = { state: 'withheld', reason: 'too-few' } as const
const none = { state: 'none' } as const
const row = (now: Figure | null, before: Figure | null, trend: readonly Figure[] = []): Row => ({
  key: 'national.nps nps',
  measure: 'national.nps',
  definition: 'nps',
  statistic: 'nps',
  option: null,
  now,
  before,
  trend,
})
const asked = {
  period: '30 days',
  before: { key: '2026-T2', from: '2026-05-01', to: '2026-08-31' },
  running: false,
  threshold: 5,
}
const say = (made: Row): string => {
  const { first, rest } = sentencesOf({ ...asked, row: made }, words)
  return [first, ...rest].join(' ')
}

describe('rows', () => {
  const measures = [
    { code: 'national.nps', audience: 'adult', scale: 'nps', names: {}, wordings: {}, options: [] },
    { code: 'national.safety', audience: 'adult', scale: 'agree', names: {}, wordings: {}, options: [] },
    { code: 'child.nps', audience: 'child', scale: 'nps', names: {}, wordings: {}, options: [] },
  ] as const

  test('stand in the order of the questionnaire, agreement before the mean, audiences apart', () => {
    const now = [
      figure(shown(4, 3, 5), { measure: 'national.safety', definition: 'mean', statistic: 'mean' }),
      figure(shown(0.9, 0.8, 1), { measure: 'national.safety', definition: 'agreement-share', statistic: 'share' }),
      figure(shown(50, 40, 60)),
      figure(shown(50, 40, 60), { measure: 'child.nps' }),
    ]
    expect(rowsOf(measures, 'adult', { now, before: [], trend: [] }).map((each) => each.key)).toEqual([
      'national.nps nps',
      'national.safety agreement-share',
      'national.safety mean',
    ])
  })
})

describe('differences', () => {
  test('are in the figure’s own units, with a real minus', () => {
    expect(changeText(figure(shown(52, 38, 64)), figure(shown(64, 55, 73)), words)).toBe('−12')
    const share = { statistic: 'share', definition: 'agreement-share' } as const
    expect(changeText(figure(shown(0.8, 0.7, 0.9), share), figure(shown(0.71, 0.6, 0.8), share), words)).toBe('+9 pp')
    expect(intervalText(figure(shown(0.8, 0.7, 0.9), share), words)).toBe('70 … 90%')
  })

  test('are none when either is not shown', () => {
    expect(changeText(figure(withheld), figure(shown(64, 55, 73)), words)).toBeNull()
    expect(compareIntervals(figure(shown(52, 38, 64)), figure(none))).toBe('unknown')
  })

  test('are told from chance only when the intervals are apart', () => {
    expect(compareIntervals(figure(shown(52, 38, 64)), figure(shown(64, 60, 73)))).toBe('overlap')
    expect(compareIntervals(figure(shown(40, 30, 50)), figure(shown(64, 55, 73)))).toBe('apart')
    expect(compareIntervals(figure(shown(64, 55, 73)), figure(shown(40, 30, 50)))).toBe('apart')
  })
})

describe('sentences', () => {
  test('give the figure, what it rests on and the difference, without a verdict', () => {
    expect(say(row(figure(shown(52, 38, 64)), figure(shown(64, 55, 73))))).toBe(
      'In this period (30 days) the recommendation score is 52. It rests on 120 answers; allowing for chance, it lies within 38 … 64 (95% interval). ' +
        'The difference from the period before (tertial 2/2026) is −12: then it was 64. The intervals overlap, so the difference may be chance.',
    )
  })

  test('say why nothing is shown, and tell no number then', () => {
    const said = say(row(figure(withheld), figure(shown(64, 55, 73))))
    expect(said).toContain('too few answers')
    expect(said).not.toContain('64')
    expect(say(row(null, null))).toBe('There are no answers in this period (30 days).')
  })

  test('name a changed question', () => {
    expect(say(row(figure(shown(52, 38, 64)), null, [figure(shown(1, 0, 2), { breaks: true, bucket: '2026-W38' })]))).toContain(
      'The question changed in week 38/2026',
    )
  })
})

test('a trend is sparse when a third of what was answered is withheld', () => {
  expect(isSparse([figure(none), figure(shown(1, 0, 2)), figure(shown(1, 0, 2)), figure(withheld)])).toBe(true)
  expect(isSparse([figure(shown(1, 0, 2)), figure(shown(1, 0, 2)), figure(shown(1, 0, 2)), figure(withheld)])).toBe(false)
  expect(isSparse([figure(none), figure(none)])).toBe(false)
})
