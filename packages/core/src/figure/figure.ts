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

export type FigureDefinition = { readonly id: string; readonly version: number; readonly statistic: Statistic; readonly source: string }

/** The same reason whichever rule withheld it, so that the reason tells nothing. */
export type WithheldReason = 'too-few'

export type Estimate = {
  readonly value: number
  /** Null where none is meaningful: a mean with n < 10 or no spread. */
  readonly interval: Interval | null
}

export type FigureValue =
  | { readonly state: 'shown'; readonly n: number; readonly estimate: Estimate }
  | { readonly state: 'none' }
  | { readonly state: 'withheld'; readonly reason: WithheldReason }
