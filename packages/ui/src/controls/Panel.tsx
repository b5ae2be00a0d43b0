import './Panel.css'
import { createUniqueId, Show, type JSX } from 'solid-js'

type PanelProps = { readonly title?: string | undefined; readonly aside?: JSX.Element; readonly children: JSX.Element }

/** One thing on paper: a heading and what belongs to it. */
export function Panel(props: PanelProps): JSX.Element {
  const id = createUniqueId()
  return (
    <section class="panel" aria-labelledby={props.title === undefined ? undefined : id}>
      <Show when={props.title}>
        <div class="panel-head">
          <h2 id={id}>{props.title}</h2>
          {props.aside}
        </div>
      </Show>
      {props.children}
    </section>
  )
}

type NoticeProps = {
  readonly kind?: 'plain' | 'good' | 'problem'
  /** Read out when it appears: politely, or at once for a problem. */
  readonly live?: boolean
  readonly children: JSX.Element
}

export function Notice(props: NoticeProps): JSX.Element {
  const role = (): 'alert' | 'status' | undefined => (props.live === true ? (props.kind === 'problem' ? 'alert' : 'status') : undefined)
  return (
    <div class={`notice notice-${props.kind ?? 'plain'}`} role={role()}>
      {props.children}
    </div>
  )
}
