import type { Audience, Figure, Statistic } from '@kuulolla/core'
import type { Measure } from './Outline.tsx'

/** Every figure there is of one statement and statistic: now, the period before, and step by step. */
export type Row = {
  /** `measure definition`, for addresses and as the row's identity. */
  readonly key: string
  readonly measure: string
  readonly definition: string
  readonly statistic: Exclude<Statistic, 'count'>
  /** Of a choice: which option, from 1. */
  readonly option: number | null
  readonly now: Figure | null
  readonly before: Figure | null
  readonly trend: readonly Figure[]
}

export type FigureSets = { readonly now: readonly Figure[]; readonly before: readonly Figure[]; readonly trend: readonly Figure[] }

/** Rows of one unit in the order of the questionnaire; a statement nobody was asked has none. */
export function rowsOf(measures: readonly Measure[], audience: Audience, sets: FigureSets): readonly Row[] {
  const keyOf = (figure: Figure): string => `${figure.measure} ${figure.definition.id}`
  const now = new Map(sets.now.map((figure) => [keyOf(figure), figure]))
  const before = new Map(sets.before.map((figure) => [keyOf(figure), figure]))
  const trend = Map.groupBy(sets.trend, keyOf)
  const all = new Map([...sets.trend, ...sets.before, ...sets.now].map((figure) => [keyOf(figure), figure]))
  return measures
    .filter((measure) => measure.audience === audience)
    .flatMap(({ code }) =>
      [...all]
        .filter(([, figure]) => figure.measure === code)
        .flatMap(([key, { statistic, definition }]) =>
          statistic === 'count'
            ? []
            : [
                {
                  key,
                  measure: code,
                  definition: definition.id,
                  statistic,
                  option: optionOf(definition.id),
                  now: now.get(key) ?? null,
                  before: before.get(key) ?? null,
                  trend: trend.get(key) ?? [],
                },
              ],
        )
        .sort((a, b) => place(a) - place(b)),
    )
}

const optionOf = (definition: string): number | null => {
  const [, digits] = /^share-of-option-(\d+)$/.exec(definition) ?? []
  return digits === undefined ? null : Number(digits)
}
/** The share of agreement stands before the mean; options in their order. */
const place = (row: Row): number => (row.statistic === 'mean' ? 100 : (row.option ?? 0))

/** Whole scale of a statistic. */
export function limitsOf(row: Pick<Row, 'statistic'>): { readonly low: number; readonly high: number } {
  switch (row.statistic) {
    case 'nps':
      return { low: -100, high: 100 }
    case 'share':
      return { low: 0, high: 1 }
    case 'mean':
      return { low: 1, high: 5 }
  }
}

/** May chance alone explain the difference? Intervals apart: hardly (a stricter test than the usual one). `unknown` where either has none. */
export function compareIntervals(now: Figure | null, before: Figure | null): 'apart' | 'overlap' | 'unknown' {
  if (now?.value.state !== 'shown' || before?.value.state !== 'shown') return 'unknown'
  const a = now.value.estimate.interval
  const b = before.value.estimate.interval
  if (a === null || b === null) return 'unknown'
  return a.low > b.high || b.low > a.high ? 'apart' : 'overlap'
}

/** Is so much of the trend withheld that longer steps would tell more? */
export function isSparse(trend: readonly Figure[]): boolean {
  const answered = trend.filter((figure) => figure.value.state !== 'none')
  const withheld = answered.filter((figure) => figure.value.state === 'withheld')
  return withheld.length > 0 && withheld.length * 3 >= answered.length
}
