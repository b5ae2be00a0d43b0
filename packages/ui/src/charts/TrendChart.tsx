import './chart.css'
import { niceDomain, trendGeometry, type Domain, type TrendPoint } from '@kuulolla/core'
import { createMemo, createSignal, createUniqueId, For, Show, type JSX } from 'solid-js'
import { createWidth } from './width.ts'

type Props = {
  readonly points: readonly TrendPoint[]
  /** The whole scale; the chart shows the part that has values, never magnified beyond a fifth of it. */
  readonly limits: Domain
  readonly target: number | null
  /** What the chart is, and that arrow keys read it. */
  readonly label: string
  readonly tickOf: (value: number) => string
  /** Short name of a step, for the axis. */
  readonly stepOf: (key: string) => string
  /** A step in full words: value, interval, number of answers or why there are none. */
  readonly describe: (key: string) => string
  readonly targetLabel: string
  readonly words: {
    readonly value: string
    readonly interval: string
    readonly target: string
    readonly gap: string
    readonly break: string
    readonly hint: string
  }
}

const height = 280

/** A trend drawn from core's geometry. The pointer and the arrow keys choose a step; what it says stands below in words. */
export function TrendChart(props: Props): JSX.Element {
  const [frame, setFrame] = createSignal<HTMLDivElement>()
  const width = createWidth(frame, 640)
  const hintId = createUniqueId()
  const [chosen, setChosen] = createSignal<string | null>(null)

  const domain = createMemo(() => {
    const values = props.points.flatMap((point) => (point.state === 'shown' ? [point.value, point.low ?? point.value, point.high ?? point.value] : []))
    return niceDomain(values.length > 0 && props.target !== null ? [...values, props.target] : values, props.limits)
  })
  const geometry = createMemo(() =>
    trendGeometry({
      width: width(),
      height,
      points: props.points,
      domain: domain(),
      target: props.target,
      labelWidth: 64,
      margins: { top: 14, right: 12, bottom: 28, left: 48 },
    }),
  )
  const slot = () => geometry().slots.find((each) => each.key === chosen())

  const walk = (event: KeyboardEvent): void => {
    const { slots } = geometry()
    const at = slots.findIndex((each) => each.key === chosen())
    const next = { ArrowLeft: at === -1 ? slots.length - 1 : at - 1, ArrowRight: at + 1, Home: 0, End: slots.length - 1 }[event.key]
    if (event.key === 'Escape') setChosen(null)
    if (next === undefined) return
    event.preventDefault()
    setChosen(slots[Math.min(slots.length - 1, Math.max(0, next))]?.key ?? null)
  }

  return (
    <div>
      <div class="trend" ref={setFrame} tabindex={0} role="group" aria-label={props.label} aria-describedby={hintId} onKeyDown={walk}>
        <svg width={width()} height={height} aria-hidden="true" onPointerLeave={(event) => event.pointerType === 'mouse' && setChosen(null)}>
          <For each={geometry().bands}>{(path) => <path class="chart-band" d={path} />}</For>
          <For each={geometry().ticks}>
            {(tick) => (
              <>
                <line class={tick.value === 0 ? 'chart-zero' : 'chart-grid'} x1={geometry().plot.left} x2={geometry().plot.right} y1={tick.y} y2={tick.y} />
                <text x={geometry().plot.left - 8} y={tick.y + 4} text-anchor="end">
                  {props.tickOf(tick.value)}
                </text>
              </>
            )}
          </For>
          <For each={geometry().labels}>
            {(label) => (
              <text x={label.x} y={height - 8} text-anchor="middle">
                {props.stepOf(label.key)}
              </text>
            )}
          </For>
          <For each={geometry().breaks}>
            {(each) => <line class="chart-break" x1={each.x} x2={each.x} y1={geometry().plot.top} y2={geometry().plot.bottom} />}
          </For>
          <Show when={geometry().target}>
            {(target) => (
              <>
                <line class="chart-target" x1={geometry().plot.left} x2={geometry().plot.right} y1={target().y} y2={target().y} />
                <text class="target-label" x={geometry().plot.right} y={target().y - 5} text-anchor="end">
                  {props.targetLabel}
                </text>
              </>
            )}
          </Show>
          <Show when={slot()}>{(each) => <line class="chart-chosen" x1={each().x} x2={each().x} y1={geometry().plot.top} y2={geometry().plot.bottom} />}</Show>
          <For each={geometry().lines}>{(path) => <path class="chart-line" d={path} />}</For>
          <For each={geometry().gaps}>
            {(gap) => (
              <Show when={gap.state === 'withheld'}>
                <circle class="chart-gap" cx={gap.x} cy={geometry().plot.bottom} r="4" />
              </Show>
            )}
          </For>
          <For each={geometry().points}>
            {(point) => (
              <circle
                class="chart-dot"
                classList={{ 'chart-dot-chosen': point.key === chosen() }}
                cx={point.x}
                cy={point.y}
                r={point.key === chosen() ? 6 : 4}
              />
            )}
          </For>
          <For each={geometry().slots}>
            {(each) => (
              <rect
                class="chart-slot"
                x={each.left}
                y={0}
                width={each.width}
                height={height}
                onPointerEnter={() => setChosen(each.key)}
                onPointerDown={() => setChosen(each.key)}
              />
            )}
          </For>
        </svg>
      </div>
      <p class="trend-says" role="status">
        <Show
          when={slot()}
          fallback={
            <span class="quiet" id={hintId}>
              {props.words.hint}
            </span>
          }
        >
          {(each) => <>{props.describe(each().key)}</>}
        </Show>
      </p>
      <ul class="legend">
        <LegendItem words={props.words.value}>
          <circle class="chart-dot" cx="8" cy="7" r="4" />
        </LegendItem>
        <Show when={geometry().bands.length > 0}>
          <LegendItem words={props.words.interval}>
            <rect class="chart-band" x="0" y="1" width="16" height="12" />
          </LegendItem>
        </Show>
        <Show when={geometry().target}>
          <LegendItem words={props.words.target}>
            <line class="chart-target" x1="0" x2="16" y1="7" y2="7" />
          </LegendItem>
        </Show>
        <Show when={geometry().gaps.some((gap) => gap.state === 'withheld')}>
          <LegendItem words={props.words.gap}>
            <circle class="chart-gap" cx="8" cy="7" r="4" />
          </LegendItem>
        </Show>
        <Show when={geometry().breaks.length > 0}>
          <LegendItem words={props.words.break}>
            <line class="chart-break" x1="8" x2="8" y1="0" y2="14" />
          </LegendItem>
        </Show>
      </ul>
    </div>
  )
}

function LegendItem(props: { readonly words: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <li>
      <svg width="16" height="14" aria-hidden="true">
        {props.children}
      </svg>
      {props.words}
    </li>
  )
}
