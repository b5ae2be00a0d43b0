export type FoldLoop = {
  /** Something of the tenant is to be counted. */
  nudge(tenantId: number): void
  /** Finishes the folds under way. */
  stop(): Promise<void>
}

/**
 * Nudges that come while a tenant is being folded become one more fold after it; a pause between a tenant's folds lets
 * answers gather. Tenants do not wait for each other, but only so many are folded at once as there are connections.
 */
export function createFoldLoop({
  fold,
  onError,
  pauseMs = 150,
  atOnce = 3,
}: {
  readonly fold: (tenantId: number) => Promise<unknown>
  readonly onError: (error: unknown, tenantId: number) => void
  readonly pauseMs?: number
  readonly atOnce?: number
}): FoldLoop {
  const waiting = new Set<number>()
  const folding = new Map<number, Promise<void>>()
  const resting = new Map<number, NodeJS.Timeout>()
  let stopped = false

  const run = async (tenantId: number): Promise<void> => {
    // A fold that fails leaves its marks; the next nudge or sweep takes them.
    await fold(tenantId).catch((error: unknown) => onError(error, tenantId))
    folding.delete(tenantId)
    if (stopped) return
    resting.set(
      tenantId,
      setTimeout(() => {
        resting.delete(tenantId)
        next()
      }, pauseMs),
    )
    next()
  }
  const next = (): void => {
    for (const tenantId of waiting) {
      if (folding.size >= atOnce) return
      if (folding.has(tenantId) || resting.has(tenantId)) continue
      waiting.delete(tenantId)
      folding.set(tenantId, run(tenantId))
    }
  }
  return {
    nudge(tenantId) {
      if (stopped) return
      waiting.add(tenantId)
      next()
    },
    async stop() {
      stopped = true
      waiting.clear()
      for (const timer of resting.values()) clearTimeout(timer)
      await Promise.all(folding.values())
    },
  }
}
