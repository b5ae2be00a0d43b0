import { inTenant, type Db, type TenantTransaction } from './connection.ts'

/** A reader that pulls nothing for so long has gone away without saying so. */
const longestPause = 5 * 60_000

/**
 * Streams what `produce` reads in one read-only snapshot. The transaction begins at the first item asked for and
 * ends with the last, with an error, when the reader leaves, or when it stops reading for five minutes.
 */
export async function* inSnapshot<T>(
  db: Db,
  tenantId: number,
  produce: (tx: TenantTransaction) => AsyncIterable<T>,
  { pause = longestPause }: { readonly pause?: number } = {},
): AsyncGenerator<T> {
  const opened = Promise.withResolvers<TenantTransaction>()
  const left = Promise.withResolvers<void>()
  const transaction = inTenant(
    db,
    tenantId,
    async (tx) => {
      opened.resolve(tx)
      await left.promise
    },
    { readOnly: true, isolation: 'repeatable read' },
  )
  transaction.catch(opened.reject)
  // Nobody waits for it when the transaction could not begin.
  left.promise.catch(() => undefined)
  try {
    for await (const item of produce(await opened.promise)) {
      let gone = false
      const timer = setTimeout(() => {
        gone = true
        left.reject(new Error('the snapshot was closed: nobody read it'))
      }, pause)
      try {
        yield item
      } finally {
        clearTimeout(timer)
      }
      // Throws here, not at whatever is asked of the closed transaction next.
      if (gone) await left.promise
    }
  } catch (cause) {
    // Rolled back with the error itself: an aborted transaction cannot be committed.
    left.reject(cause)
  } finally {
    left.resolve()
    await transaction
  }
}
