import './Button.css'
import { splitProps, type JSX } from 'solid-js'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'
export const buttonClass = (kind: ButtonKind = 'plain'): string => `button button-${kind}`

type Props = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class'> & { readonly kind?: ButtonKind; readonly busy?: boolean }

/** Stays in the tab order while busy, so that the keyboard does not lose its place; a second press does nothing. */
export function Button(props: Props): JSX.Element {
  const [own, rest] = splitProps(props, ['kind', 'busy', 'onClick', 'type'])
  const click: JSX.EventHandler<HTMLButtonElement, MouseEvent> = (event) => {
    if (own.busy === true) {
      event.preventDefault()
      return
    }
    if (typeof own.onClick === 'function') own.onClick(event)
  }
  return <button {...rest} type={own.type ?? 'button'} class={buttonClass(own.kind)} aria-disabled={own.busy === true ? 'true' : undefined} onClick={click} />
}
