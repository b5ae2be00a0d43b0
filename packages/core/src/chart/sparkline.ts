import { linePath, rounded, runsOf, type Position } from './path.ts'
import { linearScale, type Domain } from './scale.ts'
import type { TrendPoint } from './trend.ts'

export type SparklineGeometry = {
  readonly lines: readonly string[]
  /** Points without a neighbour, which no line shows. */
  readonly dots: readonly Position[]
  /** The last shown one; null if none is. */
  readonly last: Position | null
}

/** A trend without axes, `width` × `height` pixels, `inset` pixels kept free for the dots. */
export function sparklineGeometry(input: {
  readonly width: number
  readonly height: number
  readonly points: readonly TrendPoint[]
  readonly domain: Domain
  readonly inset?: number
}): SparklineGeometry {
  const { width, height, points, domain, inset = 2 } = input
  const xOf = linearScale({ low: 0, high: points.length - 1 }, inset, width - inset)
  const yOf = linearScale(domain, height - inset, inset)
  const placed = points.map((point, index) =>
    point.state === 'shown'
      ? { x: rounded(xOf(index)), y: rounded(yOf(Math.min(domain.high, Math.max(domain.low, point.value)))), breaks: point.breaks }
      : null,
  )
  const runs = runsOf(placed, ({ breaks }) => breaks)
  const last = placed.findLast((point) => point !== null)
  return {
    lines: runs.filter((run) => run.length > 1).map(linePath),
    dots: runs.filter((run) => run.length === 1).flatMap((run) => run.map(({ x, y }) => ({ x, y }))),
    last: last ? { x: last.x, y: last.y } : null,
  }
}
