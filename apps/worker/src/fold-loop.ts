export type FoldLoop = {
  /** Something of the tenant is to be counted. */
  nudge(tenantId: number): void
  /** Finishes the folds under way. */
  stop(): Promise<void>
}

type State = 'running' | 'again'

/** Nudges that come while a tenant is being folded become one more fold after it; a pause between folds lets answers gather. */
export function createFoldLoop({
  fold,
  onError,
  pauseMs = 150,
}: {
  readonly fold: (tenantId: number) => Promise<unknown>
  readonly onError: (error: unknown, tenantId: number) => void
  readonly pauseMs?: number
}): FoldLoop {
  const states = new Map<number, State>()
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()

  const run = async (tenantId: number): Promise<void> => {
    try {
      do {
        states.set(tenantId, 'running')
        // A fold that fails leaves its marks; the next nudge or sweep takes them.
        await fold(tenantId).catch((error: unknown) => onError(error, tenantId))
        await new Promise((resolve) => setTimeout(resolve, stopping.signal.aborted ? 0 : pauseMs))
      } while (!stopping.signal.aborted && states.get(tenantId) === 'again')
    } finally {
      states.delete(tenantId)
    }
  }
  return {
    nudge(tenantId) {
      if (stopping.signal.aborted) return
      if (states.has(tenantId)) {
        states.set(tenantId, 'again')
        return
      }
      states.set(tenantId, 'running')
      const started = run(tenantId).finally(() => running.delete(started))
      running.add(started)
    },
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}
