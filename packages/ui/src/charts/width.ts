import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js'

/** The width of an element in CSS pixels as it changes; `first` until it stands on the page. */
export function createWidth(element: Accessor<HTMLElement | undefined>, first: number): Accessor<number> {
  const [width, setWidth] = createSignal(first)
  onMount(() => {
    const found = element()
    if (found === undefined) return
    setWidth(found.clientWidth || first)
    const observer = new ResizeObserver(() => setWidth(found.clientWidth || first))
    observer.observe(found)
    onCleanup(() => observer.disconnect())
  })
  return width
}
