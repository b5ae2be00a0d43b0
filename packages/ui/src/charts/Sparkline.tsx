import './chart.css'
import { niceDomain, sparklineGeometry, type Domain, type TrendPoint } from '@kuulolla/core'
import { createMemo, For, Show, type JSX } from 'solid-js'

const size = { width: 132, height: 34 }

/** A small trend for a table's cell; the table's other cells say the same in numbers. */
export function Sparkline(props: { readonly points: readonly TrendPoint[]; readonly limits: Domain }): JSX.Element {
  const geometry = createMemo(() => {
    const domain = niceDomain(
      props.points.flatMap((point) => (point.state === 'shown' ? [point.value] : [])),
      props.limits,
    )
    return sparklineGeometry({ ...size, points: props.points, domain, inset: 4 })
  })
  return (
    <svg class="spark" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      <rect class="chart-band" x="0" y="2" width={size.width} height={size.height - 4} rx="3" />
      <For each={geometry().lines}>{(path) => <path class="chart-line" d={path} />}</For>
      <For each={geometry().dots}>{(dot) => <circle class="chart-dot" cx={dot.x} cy={dot.y} r="1.8" />}</For>
      <Show when={geometry().last}>{(last) => <circle class="chart-dot" cx={last().x} cy={last().y} r="3" />}</Show>
    </svg>
  )
}
