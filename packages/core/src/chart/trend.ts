import type { Figure } from '../figure/figure.ts'
import { linePath, rounded, runsOf, type Position } from './path.ts'
import { linearScale, niceTicks, type Domain } from './scale.ts'

/** One bucket of a series. `breaks`: its question differs from the shown one before. */
export type TrendPoint =
  | {
      readonly key: string
      readonly state: 'shown'
      readonly value: number
      readonly low: number | null
      readonly high: number | null
      readonly breaks: boolean
    }
  | { readonly key: string; readonly state: 'none' | 'withheld' }

export function trendPointOf({ bucket: key, value, breaks }: Pick<Figure, 'bucket' | 'value' | 'breaks'>): TrendPoint {
  if (value.state !== 'shown') return { key, state: value.state }
  const { estimate } = value
  return { key, state: 'shown', value: estimate.value, low: estimate.interval?.low ?? null, high: estimate.interval?.high ?? null, breaks }
}

/** Space around the plot for labels, in pixels. */
export type Margins = { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }

export type TrendInput = {
  readonly width: number
  readonly height: number
  readonly margins?: Margins
  readonly points: readonly TrendPoint[]
  readonly domain: Domain
  readonly target: number | null
  /** About how many labels the value axis has; 5 unless said. */
  readonly tickCount?: number
  /** Room that one label of the time axis needs, in pixels; 56 unless said. */
  readonly labelWidth?: number
}

/** Everything in pixels, ready to be drawn; texts are made from the keys. */
export type TrendGeometry = {
  readonly plot: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
  readonly ticks: readonly { readonly value: number; readonly y: number }[]
  /** One per bucket: where a pointer means it. */
  readonly slots: readonly { readonly key: string; readonly x: number; readonly left: number; readonly width: number; readonly state: TrendPoint['state'] }[]
  /** Shown buckets; `top` and `bottom` are the interval's ends, null without one. */
  readonly points: readonly {
    readonly key: string
    readonly x: number
    readonly y: number
    readonly value: number
    readonly top: number | null
    readonly bottom: number | null
  }[]
  /** SVG paths; a line never crosses a gap or a break. A single point has no line. */
  readonly lines: readonly string[]
  /** Closed SVG paths of the interval; likewise. A single point has a narrow one. */
  readonly bands: readonly string[]
  readonly gaps: readonly { readonly key: string; readonly x: number; readonly state: 'none' | 'withheld' }[]
  /** Between two buckets: from here on it is another question. */
  readonly breaks: readonly { readonly key: string; readonly x: number }[]
  /** Null without a target or with one outside the domain. */
  readonly target: { readonly value: number; readonly y: number } | null
  /** As many of the buckets as fit, the last among them. */
  readonly labels: readonly { readonly key: string; readonly x: number }[]
}

const usualMargins: Margins = { top: 8, right: 12, bottom: 28, left: 44 }
const narrowBand = 8

export function trendGeometry({ width, height, margins = usualMargins, points, domain, target, tickCount = 5, labelWidth = 56 }: TrendInput): TrendGeometry {
  const plot = {
    left: margins.left,
    top: margins.top,
    right: Math.max(margins.left, width - margins.right),
    bottom: Math.max(margins.top, height - margins.bottom),
  }
  const slotWidth = points.length === 0 ? 0 : (plot.right - plot.left) / points.length
  const xOf = (index: number): number => plot.left + (index + 0.5) * slotWidth
  const yScale = linearScale(domain, plot.bottom, plot.top)
  const yOf = (value: number): number => rounded(yScale(Math.min(domain.high, Math.max(domain.low, value))))

  const placed = points.map((point, index) => {
    if (point.state !== 'shown') return null
    const { key, value, low, high, breaks } = point
    return { key, index, x: rounded(xOf(index)), y: yOf(value), value, top: high === null ? null : yOf(high), bottom: low === null ? null : yOf(low), breaks }
  })
  const banded = placed.map((point) =>
    point !== null && point.top !== null && point.bottom !== null ? { ...point, top: point.top, bottom: point.bottom } : null,
  )

  return {
    plot,
    ticks: niceTicks(domain, tickCount).map((value) => ({ value, y: yOf(value) })),
    slots: points.map(({ key, state }, index) => ({
      key,
      x: rounded(xOf(index)),
      left: rounded(plot.left + index * slotWidth),
      width: rounded(slotWidth),
      state,
    })),
    points: placed.flatMap((point) =>
      point === null ? [] : [{ key: point.key, x: point.x, y: point.y, value: point.value, top: point.top, bottom: point.bottom }],
    ),
    lines: runsOf(placed, ({ breaks }) => breaks)
      .filter((run) => run.length > 1)
      .map(linePath),
    bands: runsOf(banded, ({ breaks }) => breaks).map((run) => bandPath(run, Math.min(narrowBand, slotWidth))),
    gaps: points.flatMap((point, index) => (point.state === 'shown' ? [] : [{ key: point.key, x: rounded(xOf(index)), state: point.state }])),
    breaks: placed.flatMap((point) => (point?.breaks === true ? [{ key: point.key, x: rounded(xOf(point.index) - slotWidth / 2) }] : [])),
    target: target === null || target < domain.low || target > domain.high ? null : { value: target, y: yOf(target) },
    labels: labelsOf(points, slotWidth, labelWidth).map((index) => ({ key: points[index]?.key ?? '', x: rounded(xOf(index)) })),
  }
}

type Banded = { readonly x: number; readonly top: number; readonly bottom: number }

function bandPath(run: readonly Banded[], singleWidth: number): string {
  const [only] = run
  const wide =
    run.length === 1 && only !== undefined
      ? [
          { ...only, x: only.x - singleWidth / 2 },
          { ...only, x: only.x + singleWidth / 2 },
        ]
      : run
  const upper: Position[] = wide.map(({ x, top }) => ({ x, y: top }))
  const lower: Position[] = wide.map(({ x, bottom }) => ({ x, y: bottom }))
  return `${linePath([...upper, ...lower.reverse()])}Z`
}

/** Counted from the last, which is the one people look for. */
function labelsOf(points: readonly TrendPoint[], slotWidth: number, labelWidth: number): readonly number[] {
  const every = slotWidth <= 0 ? 1 : Math.max(1, Math.ceil(labelWidth / slotWidth))
  return points.map((_, index) => index).filter((index) => (points.length - 1 - index) % every === 0)
}
