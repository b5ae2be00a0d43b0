import './QrCode.css'
import encodeQr from 'qr'
import { createMemo, type JSX } from 'solid-js'

/** A QR code in black on white in every theme, as readers want it; with its quiet zone. */
export function QrCode(props: { readonly text: string; readonly label: string }): JSX.Element {
  const modules = createMemo(() => encodeQr(props.text, 'raw', { border: 4 }))
  const path = (): string =>
    modules()
      .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('')
  return (
    <svg class="qr" role="img" aria-label={props.label} viewBox={`0 0 ${modules().length} ${modules().length}`} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" />
    </svg>
  )
}
