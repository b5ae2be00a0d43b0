export type Domain = { readonly low: number; readonly high: number }

/** Maps `domain` onto `from`…`to` (pixels) in a straight line; a domain without width goes to the middle. */
export function linearScale({ low, high }: Domain, from: number, to: number): (value: number) => number {
  return (value) => (high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from))
}

/** About `count` round numbers (1, 2 or 5 times a power of ten apart) within `domain`, ascending. */
export function niceTicks({ low, high }: Domain, count: number): readonly number[] {
  if (!(high > low) || count < 1) return [low]
  const step = niceStep((high - low) / count)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  // Dividing by a whole number keeps 0.3 from becoming 0.30000000000000004; adding 0 keeps −0 from being written.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (step < 1 ? (first + index) / Math.round(1 / step) : (first + index) * step) + 0)
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const fraction = rough / power
  return (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10) * power
}

/** The smallest domain that ends at round numbers, holds all `values` and stays within `limits`; all of `limits` if there is none. */
export function niceDomain(values: readonly number[], limits: Domain): Domain {
  if (values.length === 0) return limits
  const low = Math.min(...values)
  const high = Math.max(...values)
  // Small differences must not look large: never less than a fifth of the scale.
  const span = Math.max(high - low, (limits.high - limits.low) / 5)
  const step = niceStep(span / 4)
  const middle = (low + high) / 2
  return {
    low: Math.max(limits.low, Math.floor((middle - span / 2) / step + 1e-9) * step),
    high: Math.min(limits.high, Math.ceil((middle + span / 2) / step - 1e-9) * step),
  }
}
