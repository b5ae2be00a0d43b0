import './Dialog.css'
import { createEffect, createUniqueId, Show, type JSX } from 'solid-js'

type Props = {
  readonly open: boolean
  readonly title: string
  /** The close button's name. */
  readonly closeLabel: string
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children: JSX.Element
}

/** A native modal dialog: Escape closes it, the focus stays inside and goes back to where it was. The content lives only while it is open. */
export function Dialog(props: Props): JSX.Element {
  const id = createUniqueId()
  let element: HTMLDialogElement | undefined
  createEffect(() => {
    if (props.open) {
      if (element?.open === false) element.showModal()
    } else element?.close()
  })
  return (
    <dialog
      ref={(node) => (element = node)}
      class="dialog"
      classList={{ 'dialog-wide': props.wide === true }}
      aria-labelledby={id}
      onClose={() => props.onClose()}
    >
      <Show when={props.open}>
        <div class="dialog-head">
          <h2 id={id}>{props.title}</h2>
          <button type="button" class="dialog-close" aria-label={props.closeLabel} onClick={() => props.onClose()}>
            ×
          </button>
        </div>
        {props.children}
      </Show>
    </dialog>
  )
}
