import type { Submission, SubmissionOutcome } from '@kuulolla/services'
import { expect, test } from 'vitest'
import { createIntakeQueue } from './intake-queue.ts'

const submission = (id: string): Submission => ({
  id,
  day: '2026-03-10',
  unitId: 1,
  versionId: 1,
  pointId: 1,
  channel: 'qr',
  role: 'self',
  language: 'fi',
  answers: [1],
  texts: [],
  contact: null,
})
const stored: SubmissionOutcome = { state: 'stored' }

/** A store that finishes when told to. */
function slowStore() {
  const batches: { readonly tenantId: number; readonly ids: readonly string[]; finish(error?: Error): void }[] = []
  const store = (tenantId: number, batch: readonly Submission[]): Promise<readonly SubmissionOutcome[]> =>
    new Promise((resolve, reject) => {
      const ids = batch.map((each) => each.id)
      batches.push({ tenantId, ids, finish: (error) => (error === undefined ? resolve(ids.map(() => stored)) : reject(error)) })
    })
  return { batches, store }
}

test('what arrives while a write is under way goes into the next one, each tenant in its own lane', async () => {
  const { batches, store } = slowStore()
  const queue = createIntakeQueue({ store })
  const first = queue.submit(1, submission('a'))
  const waiting = [queue.submit(1, submission('b')), queue.submit(1, submission('c')), queue.submit(2, submission('d'))]
  expect(batches.map(({ tenantId, ids }) => [tenantId, ...ids])).toEqual([
    [1, 'a'],
    [2, 'd'],
  ])
  batches[0]?.finish()
  expect(await first).toEqual(stored)
  await Promise.resolve()
  expect(batches[2]?.ids).toEqual(['b', 'c'])
  batches[1]?.finish()
  batches[2]?.finish()
  await Promise.all(waiting)
  await queue.drain()
})

test('a full queue refuses, and takes again when there is room', async () => {
  const { batches, store } = slowStore()
  const queue = createIntakeQueue({ store, capacity: 1 })
  const first = queue.submit(1, submission('a'))
  await expect(queue.submit(1, submission('b'))).rejects.toMatchObject({ code: 'unavailable' })
  batches[0]?.finish()
  await first
  const next = queue.submit(1, submission('c'))
  batches[1]?.finish()
  expect(await next).toEqual(stored)
})

test('a write that fails fails those in it, and no others', async () => {
  const { batches, store } = slowStore()
  const queue = createIntakeQueue({ store, batchSize: 1 })
  const first = queue.submit(1, submission('a'))
  const second = queue.submit(1, submission('b'))
  batches[0]?.finish(new Error('away'))
  await expect(first).rejects.toThrow('away')
  batches[1]?.finish()
  expect(await second).toEqual(stored)
})
