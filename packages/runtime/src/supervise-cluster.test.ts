import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLog } from './log.ts'
import { superviseCluster } from './supervise-cluster.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const log = createLog('silent')

test('a server that cannot be started is tried again after growing pauses, until it runs', async () => {
  let lives = true
  let works = false
  const began = Date.now()
  const tries: number[] = []
  const supervision = superviseCluster(
    {
      alive: () => Promise.resolve(lives),
      restart() {
        tries.push(Math.round((Date.now() - began) / 1_000))
        if (!works) return Promise.reject(new Error('a lock file is there'))
        lives = true
        return Promise.resolve()
      },
    },
    { log },
  )
  await vi.advanceTimersByTimeAsync(10_000)
  expect(tries).toEqual([])
  lives = false
  await vi.advanceTimersByTimeAsync(16_000)
  expect(tries).toEqual([11, 12, 14, 18, 26])
  works = true
  await vi.advanceTimersByTimeAsync(120_000)
  expect(tries).toEqual([11, 12, 14, 18, 26, 42])
  await supervision.stop()
})

test('nothing is started once the supervision has stopped', async () => {
  let restarts = 0
  let lives = true
  const supervision = superviseCluster({ alive: () => Promise.resolve(lives), restart: () => Promise.resolve(void (restarts += 1)) }, { log })
  await vi.advanceTimersByTimeAsync(500)
  await supervision.stop()
  lives = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect(restarts).toBe(0)
})
