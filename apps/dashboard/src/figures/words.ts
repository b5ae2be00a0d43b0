import type { Bucket, Figure, Statistic } from '@kuulolla/core'
import type { LanguageChoice } from '../language/Language.tsx'
import { bucketName } from './period-words.ts'
import { compareIntervals, type Row } from './rows.ts'

type Words = Pick<LanguageChoice, 't' | 'formats'>

export function valueText(statistic: Statistic, value: number, { formats }: Words): string {
  switch (statistic) {
    case 'nps':
    case 'count':
      return formats().number(value)
    case 'share':
      return formats().percent(value)
    case 'mean':
      return formats().number(value, 2)
  }
}

/** `38 … 64`; null without an interval. */
export function intervalText(figure: Figure, words: Words): string | null {
  if (figure.value.state !== 'shown') return null
  const { interval } = figure.value.estimate
  if (interval === null) return null
  const low = figure.statistic === 'share' ? words.formats().number(interval.low * 100) : valueText(figure.statistic, interval.low, words)
  return `${low} … ${valueText(figure.statistic, interval.high, words)}`
}

/** How many decimals are shown; a share is shown in per cent. */
const decimals = { nps: 0, count: 0, share: 2, mean: 2 } as const satisfies Record<Statistic, number>

/** The difference in the figure's units, shares in percentage points; of the numbers as shown, so that the reader's own sum agrees. Null unless both are shown. */
export function changeText(now: Figure | null, before: Figure | null, { t, formats }: Words): string | null {
  if (now?.value.state !== 'shown' || before?.value.state !== 'shown') return null
  const shown = (value: number): number => Number(value.toFixed(decimals[now.statistic]))
  const change = shown(now.value.estimate.value) - shown(before.value.estimate.value)
  switch (now.statistic) {
    case 'nps':
    case 'count':
      return formats().signed(change)
    case 'share':
      return t('dashboard.figure.points', { change: formats().signed(change * 100) })
    case 'mean':
      return formats().signed(change, 2)
  }
}

/** One figure in full words: for a step of a chart, and for those who hear it. */
export function figureText(figure: Figure, words: Words): string {
  const { t, formats } = words
  switch (figure.value.state) {
    case 'none':
      return t('dashboard.figure.none')
    case 'withheld':
      return t('dashboard.figure.withheld')
    case 'shown': {
      const interval = intervalText(figure, words)
      const value = valueText(figure.statistic, figure.value.estimate.value, words)
      const answers = t('dashboard.figure.answers', { count: figure.value.n, number: formats().number(figure.value.n) })
      return interval === null ? `${value}, ${answers}` : `${value} (${t('dashboard.figure.interval', { interval })}), ${answers}`
    }
  }
}

export type Sentences = {
  /** What it says. */
  readonly first: string
  /** What may be concluded from it. */
  readonly rest: readonly string[]
}

/** `running`: a calendar period that has not ended. */
type Asked = { readonly row: Row; readonly period: string; readonly before: Bucket; readonly running: boolean; readonly threshold: number }

/** What a chart says before it is looked at: the figure, how sure it is, how it differs from the period before. No verdict. */
export function sentencesOf({ row, period, before, running, threshold }: Asked, words: Words): Sentences {
  const { t, formats } = words
  const { now } = row
  if (now === null || now.value.state === 'none') return { first: t('dashboard.says.none', { period }), rest: [] }
  if (now.value.state === 'withheld') return { first: t('dashboard.says.withheld', { period }), rest: [t('dashboard.says.withheld-why', { threshold })] }

  const rest: string[] = []
  const interval = intervalText(now, words)
  const count = now.value.n
  rest.push(
    interval === null
      ? t('dashboard.says.no-interval', { count, number: formats().number(count) })
      : t('dashboard.says.interval', { count, number: formats().number(count), interval }),
  )
  const change = changeText(now, row.before, words)
  const earlier = row.before?.value.state === 'shown' ? valueText(row.statistic, row.before.value.estimate.value, words) : null
  if (change === null || earlier === null) rest.push(t('dashboard.says.no-before'))
  else {
    rest.push(t('dashboard.says.change', { before: bucketName(before.key, words), earlier, change }))
    const verdict = compareIntervals(now, row.before)
    if (verdict !== 'unknown') rest.push(t(`dashboard.says.${verdict}`))
  }
  if (running) rest.push(t('dashboard.says.unfinished'))
  const broken = row.trend.findLast((figure) => figure.breaks)
  if (broken !== undefined) rest.push(t('dashboard.says.break', { when: bucketName(broken.bucket, words) }))
  return { first: t(`dashboard.says.${row.statistic}`, { period, value: valueText(row.statistic, now.value.estimate.value, words) }), rest }
}
