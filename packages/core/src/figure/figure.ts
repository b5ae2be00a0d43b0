import type { Bucket } from '../calendar/bucket.ts'

/**
 * A figure: one number that leaves the system, with what is needed to judge and to repeat it.
 * Only `publishFigures` makes a `Published`, and only a `Published` may be shown, exported or sent.
 */

/** 95 % unless said otherwise. */
export type Interval = { readonly low: number; readonly high: number; readonly confidence: number; readonly method: 'adjusted-wald' | 'wilson' | 't' }

/**
 * `nps`: −100…+100. `share`: agreement (steps 4–5) or an option, 0…1. `mean`: of the scores, in the scale's units.
 * `count`: answer sheets.
 */
export type Statistic = 'nps' | 'share' | 'mean' | 'count'

/** A changed formula is a new version of its definition. `formula` is the catalogue key of the formula in words. */
export type FigureDefinition = {
  readonly id: string
  readonly version: number
  readonly statistic: Statistic
  readonly source: string
  readonly formula: string
}

/** The same reason whichever rule withheld it, so that the reason tells nothing. */
export type WithheldReason = 'too-few'

export type Estimate = {
  readonly value: number
  /** Null where none is meaningful: a count, a mean with n < 10 or no spread. */
  readonly interval: Interval | null
}

export type FigureValue =
  | { readonly state: 'shown'; readonly n: number; readonly estimate: Estimate }
  | { readonly state: 'none' }
  | { readonly state: 'withheld'; readonly reason: WithheldReason }

export type Figure = {
  readonly unitId: number
  readonly bucket: string
  /** Null for the count of answer sheets. */
  readonly measure: string | null
  readonly definition: Pick<FigureDefinition, 'id' | 'version'>
  readonly statistic: Statistic
  readonly value: FigureValue
  /** Questionnaire versions whose answers are in it; none unless it is shown. */
  readonly versions: readonly number[]
  /** The wording or scale is another than at the shown figure before, so the two are not one series. */
  readonly breaks: boolean
  /** Sheets without a valid answer, by reason; null where the figure is not shown or the number is small enough to tell of a person. */
  readonly excluded: { readonly notConcerned: number | null; readonly skipped: number | null }
}

declare const published: unique symbol

/** Has passed disclosure control. Nothing but `publishFigures` makes one. */
export type Published<T> = T & { readonly [published]: true }

/** What `read-figures` gives: everything on one page, one file or one answer of the API. */
export type FigureTable = {
  readonly figures: readonly Published<Figure>[]
  readonly buckets: readonly (Bucket & { readonly complete: boolean })[]
  readonly freshness: { readonly sweptAt: string | null; readonly pending: boolean }
  readonly threshold: number
}
