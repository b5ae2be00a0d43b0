import { normalQuantile, upperTail } from './quantile.ts'

/**
 * Wilson's score interval of the share x/n (Wilson 1927), within 0…1; null if n = 0:
 * (p + z²/2n ∓ z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 * @throws RangeError unless 0 ≤ x ≤ n are whole numbers.
 */
export function wilsonInterval(x: number, n: number, confidence: number): { readonly low: number; readonly high: number } | null {
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(n) || x < 0 || x > n) throw new RangeError(`not a share: ${x} of ${n}`)
  const z = normalQuantile(upperTail(confidence))
  if (n === 0) return null
  const p = x / n
  const zz = z ** 2 / n
  const centre = p + zz / 2
  const arm = z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n))
  // At the ends the formula is exactly 0 and 1; rounding must not say otherwise.
  return { low: x === 0 ? 0 : (centre - arm) / (1 + zz), high: x === n ? 1 : (centre + arm) / (1 + zz) }
}
