import './chart.css'
import { linearScale, type Domain } from '@kuulolla/core'
import { Show, type JSX } from 'solid-js'

type Props = {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly domain: Domain
  readonly target: number | null
}

const width = 200
const height = 24

/** One figure as a dot with its interval, on a scale shared by the rows of a table. */
export function Whisker(props: Props): JSX.Element {
  const x = (value: number): number => linearScale(props.domain, 6, width - 6)(value)
  return (
    <svg class="whisker" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line class="chart-grid" x1="6" x2={width - 6} y1={height / 2} y2={height / 2} />
      <Show when={props.domain.low < 0}>
        <line class="chart-zero" x1={x(0)} x2={x(0)} y1="2" y2={height - 2} />
      </Show>
      <Show when={props.target !== null ? props.target : undefined}>
        {(target) => <line class="chart-target" x1={x(target())} x2={x(target())} y1="2" y2={height - 2} />}
      </Show>
      <Show when={props.low !== null && props.high !== null}>
        <line class="whisker-interval" x1={x(props.low ?? 0)} x2={x(props.high ?? 0)} y1={height / 2} y2={height / 2} />
        <line class="whisker-interval" x1={x(props.low ?? 0)} x2={x(props.low ?? 0)} y1={height / 2 - 4} y2={height / 2 + 4} />
        <line class="whisker-interval" x1={x(props.high ?? 0)} x2={x(props.high ?? 0)} y1={height / 2 - 4} y2={height / 2 + 4} />
      </Show>
      <circle class="whisker-dot" cx={x(props.value)} cy={height / 2} r="5" />
    </svg>
  )
}
