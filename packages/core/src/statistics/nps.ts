import { normalQuantile, upperTail } from './quantile.ts'
import { countWithin, totalOf, type ScoreCounts } from './scores.ts'

export type NpsGroups = { readonly promoters: number; readonly passives: number; readonly detractors: number }

/** Groups of the 0–10 question: promoters 9–10, passives 7–8, detractors 0–6 (Reichheld 2003). */
export function npsGroups(scores: ScoreCounts): NpsGroups {
  if (scores.firstScore !== 0 || scores.counts.length !== 11) throw new RangeError('the recommendation question has the scores 0–10')
  return { promoters: countWithin(scores, 9, 10), passives: countWithin(scores, 7, 8), detractors: countWithin(scores, 0, 6) }
}

export type Nps = NpsGroups & {
  readonly n: number
  /** 100(P − D)/n, −100…+100; null without answers. */
  readonly nps: number | null
  /** Variance of one answer coded −1, 0, +1: (P + D)/n − ((P − D)/n)²; null without answers. */
  readonly variance: number | null
}

export function npsOf(scores: ScoreCounts): Nps {
  const groups = npsGroups(scores)
  const n = totalOf(scores)
  if (n === 0) return { ...groups, n, nps: null, variance: null }
  return { ...groups, n, nps: (100 * (groups.promoters - groups.detractors)) / n, variance: varianceOf(groups) }
}

function varianceOf({ promoters, passives, detractors }: NpsGroups): number {
  const n = promoters + passives + detractors
  const centre = (promoters - detractors) / n
  return (promoters + detractors) / n - centre ** 2
}

/** In NPS points. The bounds are not clipped: they may pass ±100. */
export type NpsInterval = { readonly centre: number; readonly standardError: number; readonly low: number; readonly high: number }

/** Wald: nps ∓ z·100·√(V/n). Covers too little (0.34 instead of 0.95 at n = 5, NPS +90), so it is for comparison only. Null without answers. */
export function waldNps(groups: NpsGroups, confidence: number): NpsInterval | null {
  const n = groups.promoters + groups.passives + groups.detractors
  if (n === 0) return null
  const centre = (100 * (groups.promoters - groups.detractors)) / n
  // Rounding can take a variance of nought a hair below it.
  const standardError = 100 * Math.sqrt(Math.max(0, varianceOf(groups)) / n)
  const arm = normalQuantile(upperTail(confidence)) * standardError
  return { centre, standardError, low: centre - arm, high: centre + arm }
}

/**
 * Adjusted Wald (Rocks 2016, The American Statistician 70(4)): Wald after adding ¾ detractor, 1½ passives and ¾ promoter.
 * `clippedLow` and `clippedHigh` stay within ±100 and are what is shown. Null without answers.
 */
export function adjustedWaldNps(groups: NpsGroups, confidence: number): (NpsInterval & { readonly clippedLow: number; readonly clippedHigh: number }) | null {
  if (groups.promoters + groups.passives + groups.detractors === 0) return null
  const adjusted = { promoters: groups.promoters + 0.75, passives: groups.passives + 1.5, detractors: groups.detractors + 0.75 }
  const interval = waldNps(adjusted, confidence)
  return interval && { ...interval, clippedLow: Math.max(-100, interval.low), clippedHigh: Math.min(100, interval.high) }
}
