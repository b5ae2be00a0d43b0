import { createSignal, type Accessor } from 'solid-js'
import { createTask, type Task } from './task.ts'
import { createQuery, type Query } from './query.ts'

export type Paged<P, R> = {
  /** The first page, as any query. */
  readonly first: Query<P>
  /** Everything opened so far. */
  readonly rows: Accessor<readonly R[]>
  readonly hasMore: Accessor<boolean>
  readonly more: Task<readonly [], void>
  /** Back to the first page, loaded anew. */
  readonly restart: () => void
}

/** A list that grows by pages; another key begins anew. */
export function createPages<K, P, R, C>(
  key: Accessor<K>,
  load: (key: K, after: C | null, signal?: AbortSignal) => Promise<P>,
  read: { readonly rows: (page: P) => readonly R[]; readonly next: (page: P) => C | null },
): Paged<P, R> {
  const [opened, setOpened] = createSignal<readonly P[]>([])
  const first = createQuery(key, async (wanted, signal) => {
    const page = await load(wanted, null, signal)
    if (!signal.aborted) setOpened([])
    return page
  })
  const pages = (): readonly P[] => {
    const start = first.data()
    return start === undefined ? [] : [start, ...opened()]
  }
  const last = (): C | null => {
    const page = pages().at(-1)
    return page === undefined ? null : read.next(page)
  }
  const more = createTask(async () => {
    const after = last()
    if (after === null) return
    const page = await load(key(), after)
    setOpened((before) => [...before, page])
  })
  return { first, rows: () => pages().flatMap(read.rows), hasMore: () => last() !== null, more, restart: first.refetch }
}
