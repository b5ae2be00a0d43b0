import type { Cluster } from './embedded-postgres.ts'
import type { Log } from './log.ts'

export type Supervision = {
  /** Before the cluster is stopped: otherwise it would be started again. */
  stop(): Promise<void>
}

const shortestPauseMs = 1_000
const longestPauseMs = 60_000

/**
 * Starts the embedded server again when it ends by itself: killed for want of memory, or crashed. Everything that
 * connects to it comes back by itself. What fails is tried again after pauses that grow to a minute.
 */
export function superviseCluster(
  cluster: Pick<Cluster, 'alive' | 'restart'>,
  { log, everyMs = 1_000 }: { readonly log: Log; readonly everyMs?: number },
): Supervision {
  const stopping = new AbortController()
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (stopping.signal.aborted) return resolve()
      const timer = setTimeout(done, ms)
      function done(): void {
        clearTimeout(timer)
        stopping.signal.removeEventListener('abort', done)
        resolve()
      }
      stopping.signal.addEventListener('abort', done)
    })

  const watch = async (): Promise<void> => {
    let wait = shortestPauseMs
    while (!stopping.signal.aborted) {
      if (await cluster.alive()) {
        await pause(everyMs)
        continue
      }
      log.error('the database server has ended by itself; starting it again')
      try {
        await cluster.restart()
        log.warn('the database server runs again')
        // One that ends again and again is not started again and again at once.
        await pause(wait)
        wait = (await cluster.alive()) ? shortestPauseMs : Math.min(wait * 2, longestPauseMs)
      } catch (error) {
        log.error({ err: error, nextTryMs: wait }, 'the database server could not be started')
        await pause(wait)
        wait = Math.min(wait * 2, longestPauseMs)
      }
    }
  }
  const watching = watch()
  return {
    async stop() {
      stopping.abort()
      await watching
    },
  }
}
