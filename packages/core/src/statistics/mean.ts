import { studentTQuantile, upperTail } from './quantile.ts'
import { totalOf, type ScoreCounts } from './scores.ts'

export type Moments = {
  readonly n: number
  /** Null without answers. */
  readonly mean: number | null
  /** Sample standard deviation (n − 1), in the scale's units; null below two answers. */
  readonly sd: number | null
}

/** Mean S₁/n and sd² = (n·S₂ − S₁²)/(n(n − 1)) with S₁ = Σk·c, S₂ = Σk²·c; whole numbers until the last division, so equal answers give exactly 0. */
export function momentsOf(scores: ScoreCounts): Moments {
  const n = totalOf(scores)
  if (n === 0) return { n, mean: null, sd: null }
  let s1 = 0n
  let s2 = 0n
  for (const [index, count] of scores.counts.entries()) {
    const score = BigInt(scores.firstScore + index)
    s1 += score * BigInt(count)
    s2 += score * score * BigInt(count)
  }
  const mean = Number(s1) / n
  if (n === 1) return { n, mean, sd: null }
  return { n, mean, sd: Math.sqrt(Number(BigInt(n) * s2 - s1 * s1) / (n * (n - 1))) }
}

/** In the scale's units; `clippedLow` and `clippedHigh` stay on the scale and are what is shown. */
export type MeanInterval = {
  readonly standardError: number
  readonly critical: number
  readonly low: number
  readonly high: number
  readonly clippedLow: number
  readonly clippedHigh: number
}

/** Student's t interval of the mean (Student 1908): mean ∓ t(n − 1)·sd/√n; null below two answers. */
export function meanInterval(scores: ScoreCounts, confidence: number): MeanInterval | null {
  const { n, mean, sd } = momentsOf(scores)
  if (mean === null || sd === null) return null
  const standardError = sd / Math.sqrt(n)
  const critical = studentTQuantile(upperTail(confidence), n - 1)
  const low = mean - critical * standardError
  const high = mean + critical * standardError
  const lastScore = scores.firstScore + scores.counts.length - 1
  return { standardError, critical, low, high, clippedLow: Math.max(scores.firstScore, low), clippedHigh: Math.min(lastScore, high) }
}
