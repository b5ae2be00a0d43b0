import { expect, test } from 'vitest'
import { createFoldLoop } from './fold-loop.ts'

test('nudges during a fold become one more fold, and tenants do not wait for each other', async () => {
  const folds: number[] = []
  const gate = Promise.withResolvers<void>()
  const loop = createFoldLoop({
    pauseMs: 0,
    onError: (error) => {
      throw error
    },
    fold: async (tenantId) => {
      folds.push(tenantId)
      if (tenantId === 1 && folds.filter((each) => each === 1).length === 1) await gate.promise
    },
  })
  for (let n = 0; n < 5; n++) loop.nudge(1)
  loop.nudge(2)
  await expect.poll(() => folds).toEqual([1, 2])
  gate.resolve()
  await expect.poll(() => folds).toEqual([1, 2, 1])
  await loop.stop()
  loop.nudge(1)
  expect(folds).toEqual([1, 2, 1])
})

test('a fold that fails is told and the next nudge tries again', async () => {
  const told: unknown[] = []
  let tries = 0
  const loop = createFoldLoop({
    pauseMs: 0,
    onError: (error) => told.push(error),
    fold: async () => {
      tries += 1
      if (tries === 1) throw new Error('the database is away')
    },
  })
  loop.nudge(1)
  await expect.poll(() => told.length).toBe(1)
  await expect
    .poll(() => {
      loop.nudge(1)
      return tries
    })
    .toBeGreaterThan(1)
  await loop.stop()
})

test('only so many tenants are folded at once, and each has its turn', async () => {
  let now = 0
  let most = 0
  const folded: number[] = []
  const loop = createFoldLoop({
    pauseMs: 0,
    atOnce: 2,
    onError: (error) => {
      throw error
    },
    fold: async (tenantId) => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 1))
      folded.push(tenantId)
      now -= 1
    },
  })
  for (let tenantId = 1; tenantId <= 20; tenantId++) loop.nudge(tenantId)
  await expect.poll(() => folded.length).toBe(20)
  expect(most).toBe(2)
  await loop.stop()
})
