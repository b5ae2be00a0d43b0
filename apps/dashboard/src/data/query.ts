import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from 'solid-js'
import { problemOf, type Problem } from './problem.ts'

export type Query<T> = {
  /** The newest that was loaded; stays while something newer loads, so that nothing flashes. */
  readonly data: Accessor<T | undefined>
  readonly problem: Accessor<Problem | null>
  readonly loading: Accessor<boolean>
  /** Loads again, quietly. */
  readonly refetch: () => void
}

/**
 * Loads whenever `key` changes; `undefined` means not now. A slower, older answer never replaces a newer one.
 * `keep` false forgets what was loaded when the key changes: for things of another unit or person.
 */
export function createQuery<K, T>(
  key: Accessor<K | undefined>,
  load: (key: K, signal: AbortSignal) => Promise<T>,
  { keep = true }: { readonly keep?: boolean } = {},
): Query<T> {
  const [data, setData] = createSignal<T>()
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [loading, setLoading] = createSignal(false)
  let running: AbortController | undefined

  const run = async (wanted: K): Promise<void> => {
    running?.abort()
    const mine = new AbortController()
    running = mine
    setLoading(true)
    try {
      const loaded = await load(wanted, mine.signal)
      if (mine.signal.aborted) return
      setData(() => loaded)
      setProblem(null)
    } catch (error) {
      if (mine.signal.aborted) return
      setProblem(problemOf(error))
    }
    setLoading(false)
  }

  createEffect(
    on(key, (wanted) => {
      if (!keep) setData(undefined)
      if (wanted === undefined) {
        running?.abort()
        setLoading(false)
        return
      }
      void run(wanted)
    }),
  )
  onCleanup(() => running?.abort())

  return {
    data,
    problem,
    loading,
    refetch: () => {
      const wanted = untrack(key)
      if (wanted !== undefined) void run(wanted)
    },
  }
}
