import './chart.css'
import { barsGeometry } from '@kuulolla/core'
import { createMemo, For, Show, type JSX } from 'solid-js'

export type Bar = {
  readonly key: string
  readonly label: string
  /** Null: may not be told. */
  readonly count: number | null
  readonly text: string
}

const width = 300
const rowHeight = 14

/** Counts as bars with their names and numbers in words: a list for those who hear it. */
export function Bars(props: { readonly bars: readonly Bar[] }): JSX.Element {
  const geometry = createMemo(() =>
    barsGeometry({
      width,
      labelWidth: 0,
      rowHeight,
      rowGap: 0,
      bars: props.bars.map(({ key, count }) => (count === null ? { key, state: 'withheld' } : { key, state: 'shown', value: count })),
    }),
  )
  return (
    <dl class="bars">
      <For each={props.bars}>
        {(bar, index) => (
          <div>
            <dt>{bar.label}</dt>
            <dd aria-hidden="true">
              <svg class="bars-track" viewBox={`0 0 ${width} ${rowHeight}`} preserveAspectRatio="none">
                <Show
                  when={geometry().bars[index()]?.width ?? null}
                  fallback={<Show when={bar.count === null}>{<rect class="bars-hidden" x="1" y="1" width="40" height={rowHeight - 2} />}</Show>}
                >
                  {(length) => <rect class="bars-fill" x="0" y="0" width={length()} height={rowHeight} rx="2" />}
                </Show>
              </svg>
            </dd>
            <dd class="num">{bar.text}</dd>
          </div>
        )}
      </For>
    </dl>
  )
}
