import type { ScoredItem } from '../questionnaire/content.ts'
import type { ScaleId } from '../questionnaire/scale.ts'
import { meanInterval, momentsOf } from '../statistics/mean.ts'
import { adjustedWaldNps, npsOf } from '../statistics/nps.ts'
import { wilsonInterval } from '../statistics/proportion.ts'
import { countWithin, totalOf } from '../statistics/scores.ts'
import type { Histogram } from '../tally/tally.ts'
import { agreementShareDefinition, answersDefinition, meanDefinition, npsDefinition, shareOfOptionDefinition } from './definitions.ts'
import { complementsOf, isSmall, mapWider, type Wider } from './disclosure.ts'
import type { Estimate, Figure, FigureDefinition, FigureValue, Interval, Published } from './figure.ts'

/** Of every interval that is published. */
export const publishedConfidence = 0.95

/** Steps 4 and 5 of five are agreement; "does not concern me" is no valid answer. */
const agreement = { low: 4, high: 5 } as const

/** A mean of fewer answers gets no interval: t would claim a precision that five steps do not have. */
const fewestForMeanInterval = 10

type Cell = {
  readonly unitId: number
  readonly bucket: string
  /** Questionnaire versions whose answers are in it. */
  readonly versions: readonly number[]
}

/** One cell of one measure. Filtered by channel or role, it must bring the wider cells too. */
export type MeasureRow = Cell & {
  readonly kind: 'measure'
  readonly measure: string
  readonly scale: ScaleId
  readonly histogram: Histogram
  /** Null only where the cell is not filtered. */
  readonly wider: Wider<Histogram> | null
  /** `editionOf` the question in those versions, each once: a new one breaks the series. */
  readonly editions: readonly string[]
}

/** The answer sheets of one cell. */
export type SheetsRow = Cell & { readonly kind: 'sheets'; readonly sheets: number; readonly wider: Wider<number> | null }

export type FigureRow = MeasureRow | SheetsRow

/** What a question says and how it is answered, as text: the same in two versions if nothing about it has changed. */
export function editionOf(item: ScoredItem): string {
  const texts = (wordings: ScoredItem['wordings']): readonly (readonly [string, string])[] =>
    Object.entries(wordings)
      .map(([language, { text }]) => [language, text] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([item.kind, texts(item.wordings), item.kind === 'choice' ? item.options.map(texts) : []])
}

/**
 * The only way from counts to what may be seen. Rows of one series (unit and measure) come in the order of their buckets.
 *
 * Withheld: 0 < n < threshold, n being those who answered that question; or a filter that leaves out such a group.
 * Intervals at 95 %. A series breaks at a shown figure that has an edition the shown one before had not.
 * @throws RangeError for counts that cannot be, or a threshold under 5.
 */
export function publishFigures({ rows, threshold }: { readonly rows: Iterable<FigureRow>; readonly threshold: number }): readonly Published<Figure>[] {
  if (!Number.isInteger(threshold) || threshold < 5) throw new RangeError(`a threshold is at least 5: ${threshold}`)
  const lastEditions = new Map<string, ReadonlySet<string>>()
  const figures: Figure[] = []
  for (const row of rows) {
    if (row.kind === 'sheets') {
      const shown = decide(row.sheets, row.wider, threshold)
      figures.push(figureOf(row, answersDefinition, shown === 'shown' ? { value: row.sheets, interval: null } : shown, { n: row.sheets }))
      continue
    }
    const n = totalOf(row.histogram)
    const shown = decide(n, mapWider(row.wider, totalOf), threshold)
    const series = `${row.unitId} ${row.measure}`
    const before = lastEditions.get(series)
    const breaks = shown === 'shown' && before !== undefined && row.editions.some((edition) => !before.has(edition))
    if (shown === 'shown') lastEditions.set(series, new Set(row.editions))
    const excluded = shown === 'shown' ? excludedOf(row, threshold) : nothingExcluded
    for (const [definition, estimate] of estimators(row.scale, row.histogram)) {
      figures.push(figureOf(row, definition, shown === 'shown' ? estimate() : shown, { n, breaks, excluded }))
    }
  }
  // The one place where figures become published: each value above has gone through `decide`.
  return figures as readonly Figure[] as readonly Published<Figure>[]
}

type Hidden = Exclude<FigureValue, { state: 'shown' }>

/** Filters are judged first: "none here" beside a small whole would give the whole away. */
function decide(n: number, wider: Wider<number> | null, threshold: number): 'shown' | Hidden {
  if (tellsOfFew(n, wider, threshold)) return { state: 'withheld', reason: 'too-few' }
  return n === 0 ? { state: 'none' } : 'shown'
}

/** The group itself, or one that a subtraction from a wider cell gives. */
function tellsOfFew(n: number, wider: Wider<number> | null, threshold: number): boolean {
  return isSmall(n, threshold) || complementsOf(n, wider).some((size) => isSmall(size, threshold))
}

const nothingExcluded: Figure['excluded'] = { notConcerned: null, skipped: null }

function figureOf(
  row: FigureRow,
  definition: FigureDefinition,
  result: Estimate | Hidden,
  { n, breaks = false, excluded = nothingExcluded }: { readonly n: number; readonly breaks?: boolean; readonly excluded?: Figure['excluded'] },
): Figure {
  const value: FigureValue = 'state' in result ? result : { state: 'shown', n, estimate: result }
  return {
    unitId: row.unitId,
    bucket: row.bucket,
    measure: row.kind === 'measure' ? row.measure : null,
    definition: { id: definition.id, version: definition.version },
    statistic: definition.statistic,
    value,
    versions: value.state === 'shown' ? row.versions : [],
    breaks,
    excluded,
  }
}

/** Both or neither: with the sheets known, one tells the other. */
function excludedOf(row: MeasureRow, threshold: number): Figure['excluded'] {
  const skippedIn = (histogram: Histogram): number => histogram.sheets - histogram.notConcerned - totalOf(histogram)
  const notConcernedIn = (histogram: Histogram): number => histogram.notConcerned
  if (tellsOfFew(row.histogram.notConcerned, mapWider(row.wider, notConcernedIn), threshold)) return nothingExcluded
  if (tellsOfFew(skippedIn(row.histogram), mapWider(row.wider, skippedIn), threshold)) return nothingExcluded
  return { notConcerned: row.histogram.notConcerned, skipped: skippedIn(row.histogram) }
}

type Estimator = readonly [FigureDefinition, () => Estimate]

function estimators(scale: ScaleId, histogram: Histogram): readonly Estimator[] {
  switch (scale) {
    case 'nps':
      return [[npsDefinition, () => npsEstimate(histogram)]]
    case 'agree':
    case 'faces':
      return [
        [agreementShareDefinition, () => shareEstimate(countWithin(histogram, agreement.low, agreement.high), totalOf(histogram))],
        [meanDefinition, () => meanEstimate(histogram)],
      ]
    case 'choice':
      return histogram.counts.map((count, index) => [shareOfOptionDefinition(index + 1), () => shareEstimate(count, totalOf(histogram))])
  }
}

const noAnswers = (): RangeError => new RangeError('no estimate without answers')

function npsEstimate(histogram: Histogram): Estimate {
  const nps = npsOf(histogram)
  const bounds = adjustedWaldNps(nps, publishedConfidence)
  if (nps.nps === null || bounds === null) throw noAnswers()
  return { value: nps.nps, interval: interval('adjusted-wald', bounds.clippedLow, bounds.clippedHigh) }
}

function shareEstimate(x: number, n: number): Estimate {
  const bounds = wilsonInterval(x, n, publishedConfidence)
  if (bounds === null) throw noAnswers()
  return { value: x / n, interval: interval('wilson', bounds.low, bounds.high) }
}

function meanEstimate(histogram: Histogram): Estimate {
  const { n, mean, sd } = momentsOf(histogram)
  if (mean === null) throw noAnswers()
  if (n < fewestForMeanInterval || sd === null || sd === 0) return { value: mean, interval: null }
  const bounds = meanInterval(histogram, publishedConfidence)
  return { value: mean, interval: bounds && interval('t', bounds.clippedLow, bounds.clippedHigh) }
}

const interval = (method: Interval['method'], low: number, high: number): Interval => ({ low, high, confidence: publishedConfidence, method })
