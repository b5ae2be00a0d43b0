import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js'

export type LiveState = 'connecting' | 'open' | 'lost'

/** Events of the service about one tenant; the browser reconnects by itself, and this says when it has to. */
export function createLive(address: Accessor<string | undefined>, onEvent: (units: readonly number[]) => void): Accessor<LiveState> {
  const [state, setState] = createSignal<LiveState>('connecting')
  createEffect(() => {
    const url = address()
    if (url === undefined) return
    let source: EventSource | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let lostOnce = false
    const open = (): void => {
      source = new EventSource(url)
      source.addEventListener('open', () => {
        setState('open')
        // What came while the line was down has to be asked for.
        if (lostOnce) onEvent([])
      })
      source.addEventListener('tally', (event: MessageEvent<string>) => onEvent(unitsOf(event.data)))
      source.addEventListener('error', () => {
        lostOnce = true
        setState('lost')
        // After a refusal the browser does not try again by itself.
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, 5_000)
      })
    }
    open()
    onCleanup(() => {
      clearTimeout(again)
      source?.close()
    })
  })
  return state
}

/** Units whose figures moved; none named means any. */
function unitsOf(data: string): readonly number[] {
  const parsed: unknown = JSON.parse(data)
  if (typeof parsed !== 'object' || parsed === null || !('units' in parsed) || !Array.isArray(parsed.units)) return []
  return parsed.units.filter((each): each is number => typeof each === 'number')
}
