import { setImmediate as turn } from 'node:timers/promises'
import { DomainError } from '@kuulolla/core'

const mostAtOnce = 2
/** A file that nobody has read from for this long counts no more: its reader is gone without saying so. */
const idleMs = 300_000

type Slot = { readAt: number }
const running = new Map<number, Set<Slot>>()

/**
 * Counts an export as running until its file is read to the end, fails or is left. Each holds a snapshot of the database, and
 * the survey answers in the same process: so there are few at once, and between chunks everybody else has a turn.
 * Throws `limit` at once when the tenant has its two.
 */
export function takeExportSlot(tenantId: number, now: () => Date): (body: AsyncGenerator<Uint8Array>) => AsyncGenerator<Uint8Array> {
  const slots = running.get(tenantId) ?? new Set<Slot>()
  for (const slot of slots) if (now().getTime() - slot.readAt > idleMs) slots.delete(slot)
  if (slots.size >= mostAtOnce) throw new DomainError('limit', 'too-many-exports')
  const mine: Slot = { readAt: now().getTime() }
  running.set(tenantId, slots.add(mine))
  const leave = (): void => {
    slots.delete(mine)
    if (slots.size === 0 && running.get(tenantId) === slots) running.delete(tenantId)
  }
  return (body) => {
    const step = async (read: () => Promise<IteratorResult<Uint8Array>>): Promise<IteratorResult<Uint8Array>> => {
      mine.readAt = now().getTime()
      try {
        await turn()
        const result = await read()
        if (result.done === true) leave()
        return result
      } catch (error) {
        leave()
        throw error
      }
    }
    // Not a generator of its own: one that was never begun would not tell that it is left.
    return {
      next: () => step(() => body.next()),
      return: (value) => step(() => body.return(value)),
      throw: (error) => step(() => body.throw(error)),
      [Symbol.asyncIterator]() {
        return this
      },
      async [Symbol.asyncDispose]() {
        await this.return(undefined)
      },
    }
  }
}
