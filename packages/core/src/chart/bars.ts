import { rounded } from './path.ts'
import { linearScale, niceTicks } from './scale.ts'

/** A count by channel or the like. */
export type BarInput = { readonly key: string; readonly state: 'shown'; readonly value: number } | { readonly key: string; readonly state: 'none' | 'withheld' }

export type BarsGeometry = {
  readonly height: number
  readonly ticks: readonly { readonly value: number; readonly x: number }[]
  /** In the order given. `width` is 0 where there is nothing, null where it may not be told. */
  readonly bars: readonly { readonly key: string; readonly x: number; readonly y: number; readonly height: number; readonly width: number | null }[]
}

/** Horizontal bars from nought, one row each, in pixels. `labelWidth` is kept free on the left. */
export function barsGeometry(input: {
  readonly width: number
  readonly labelWidth: number
  readonly rowHeight: number
  readonly rowGap: number
  readonly bars: readonly BarInput[]
}): BarsGeometry {
  const { width, labelWidth, rowHeight, rowGap, bars } = input
  const largest = Math.max(1, ...bars.map((bar) => (bar.state === 'shown' ? bar.value : 0)))
  const scale = linearScale({ low: 0, high: largest }, labelWidth, Math.max(labelWidth, width))
  return {
    height: Math.max(0, bars.length * (rowHeight + rowGap) - rowGap),
    // Half an answer is no tick.
    ticks: niceTicks({ low: 0, high: largest }, 4)
      .filter(Number.isInteger)
      .map((value) => ({ value, x: rounded(scale(value)) })),
    bars: bars.map((bar, index) => ({
      key: bar.key,
      x: labelWidth,
      y: rounded(index * (rowHeight + rowGap)),
      height: rowHeight,
      width: bar.state === 'shown' ? rounded(scale(bar.value) - labelWidth) : bar.state === 'none' ? 0 : null,
    })),
  }
}
