// @stdlib (Apache-2.0, released this year, no install scripts): against 40-digit references it is off by less than 1e-15 for
// df 1…100,000 and p 0.9…0.9999. jStat is off by 4e-8 (df 300, p 0.95) and lib-r-math.js by 7e-8 (df 5, p 0.9); 1e-10 is needed.
import normalQuantileAt from '@stdlib/stats-base-dists-normal-quantile'
import studentTQuantileAt from '@stdlib/stats-base-dists-t-quantile'

/** z with P(Z ≤ z) = `p` for a standard normal Z. @throws RangeError unless 0 < p < 1. */
export function normalQuantile(p: number): number {
  checkProbability(p)
  return normalQuantileAt(p, 0, 1)
}

/** t with P(T ≤ t) = `p` for Student's T with `degrees` degrees of freedom. @throws RangeError unless 0 < p < 1 and degrees > 0. */
export function studentTQuantile(p: number, degrees: number): number {
  checkProbability(p)
  if (!(degrees > 0)) throw new RangeError(`degrees of freedom: ${degrees}`)
  return studentTQuantileAt(p, degrees)
}

/** The probability below the upper end of a two-sided interval: 0.975 for 0.95. @throws RangeError unless 0 < confidence < 1. */
export function upperTail(confidence: number): number {
  checkProbability(confidence)
  return (1 + confidence) / 2
}

function checkProbability(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`not between 0 and 1: ${p}`)
}
