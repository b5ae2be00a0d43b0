import type { JSX } from 'solid-js'

export function Logo(): JSX.Element {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round">
      <path d="M5 20a11 11 0 1 1 17.5 4.5" />
      <path d="M10.5 19.5a5.8 5.8 0 1 1 9 2" />
      <circle cx="24" cy="26" r="2.6" fill="currentColor" stroke="none" />
    </svg>
  )
}
