import { DomainError } from '@kuulolla/core'
import type { Submission, SubmissionOutcome } from '@kuulolla/services'

export type IntakeQueue = {
  /** Resolves after the commit. Rejects with `unavailable` when too many wait already, and with the cause when the database is away. */
  submit(tenantId: number, submission: Submission): Promise<SubmissionOutcome>
  /** Waits for everything that has been taken in. */
  drain(): Promise<void>
}

type Waiting = { readonly submission: Submission; readonly settle: (outcome: SubmissionOutcome) => void; readonly refuse: (error: unknown) => void }
type Lane = { readonly waiting: Waiting[]; running: Promise<void> | null }

export type IntakeQueueOptions = {
  readonly store: (tenantId: number, batch: readonly Submission[]) => Promise<readonly SubmissionOutcome[]>
  /** Most answers in one transaction. */
  readonly batchSize?: number
  /** Most answers that wait, all tenants together. */
  readonly capacity?: number
}

/**
 * Group commit without a timer: what arrives while a write of the same tenant is under way goes into its next one.
 * One lane per tenant, so that no tenant waits for another's locks.
 */
export function createIntakeQueue({ store, batchSize = 200, capacity = 2000 }: IntakeQueueOptions): IntakeQueue {
  const lanes = new Map<number, Lane>()
  let taken = 0

  const run = async (tenantId: number, lane: Lane): Promise<void> => {
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, batchSize)
      try {
        const outcomes = await store(
          tenantId,
          batch.map((each) => each.submission),
        )
        for (const [index, each] of batch.entries()) {
          const outcome = outcomes[index]
          if (outcome === undefined) each.refuse(new TypeError('every submission has an outcome'))
          else each.settle(outcome)
        }
      } catch (error) {
        for (const each of batch) each.refuse(error)
      } finally {
        taken -= batch.length
      }
    }
    lanes.delete(tenantId)
  }

  return {
    submit(tenantId, submission) {
      if (taken >= capacity) return Promise.reject(new DomainError('unavailable', 'unavailable'))
      taken += 1
      return new Promise((settle, refuse) => {
        const lane = lanes.get(tenantId) ?? { waiting: [], running: null }
        lane.waiting.push({ submission, settle, refuse })
        if (lane.running !== null) return
        lanes.set(tenantId, lane)
        lane.running = run(tenantId, lane)
      })
    },
    async drain() {
      while (lanes.size > 0) for (const lane of lanes.values()) await lane.running
    },
  }
}
