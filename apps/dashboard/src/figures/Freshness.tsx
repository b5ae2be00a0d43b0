import { createEffect, createSignal, on, onCleanup, type JSX } from 'solid-js'
import type { LiveState } from '../data/live.ts'
import { useLanguage } from '../language/Language.tsx'

type Props = {
  /** When the figures were read. */
  readonly loadedAt: string
  /** Are there answers that the figures lack? */
  readonly pending: boolean
  readonly live: LiveState
  /** Another view has been asked for and is on its way. */
  readonly asking?: boolean
}

const fresh = 60_000
/** Counting takes a second or two; longer than this is worth a word. */
const patience = 30_000

/** How fresh the figures are; says so when the line or the counting is behind. */
export function Freshness(props: Props): JSX.Element {
  const { t, formats } = useLanguage()
  const [justNow, setJustNow] = createSignal(true)
  const [behind, setBehind] = createSignal(false)
  createEffect(
    on(
      () => props.loadedAt,
      () => {
        setJustNow(true)
        const timer = setTimeout(() => setJustNow(false), fresh)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  createEffect(
    on(
      () => props.pending,
      (pending) => {
        setBehind(false)
        if (!pending) return
        const timer = setTimeout(() => setBehind(true), patience)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  const text = (): string => {
    const time = formats().instant(props.loadedAt)
    if (props.asking === true) return t('dashboard.refreshing')
    if (props.live === 'lost') return t('dashboard.fresh.lost', { time })
    if (behind()) return t('dashboard.fresh.behind')
    if (props.pending) return t('dashboard.fresh.pending')
    return justNow() ? t('dashboard.fresh.now') : t('dashboard.fresh.at', { time })
  }
  return (
    <p class="quiet" role="status">
      {text()}
    </p>
  )
}
