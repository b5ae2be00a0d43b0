import type { Figure } from '@kuulolla/core'
import { expect, test } from 'vitest'
import { largestChanges } from './largest-changes.ts'

const nps = (unitId: number, value: number, width: number, n = 50): Figure => ({
  unitId,
  bucket: 'x',
  measure: 'national.nps',
  definition: { id: 'nps', version: 1 },
  statistic: 'nps',
  value: { state: 'shown', n, estimate: { value, interval: { low: value - width, high: value + width, confidence: 0.95, method: 'adjusted-wald' } } },
  versions: [1],
  breaks: false,
  excluded: { notConcerned: null, skipped: null },
})
const withheld = (unitId: number): Figure => ({ ...nps(unitId, 0, 1), value: { state: 'withheld', reason: 'too-few' } })

test('puts first what chance hardly explains, then the larger difference, in either direction', () => {
  const changes = largestChanges(
    [nps(1, 10, 30), nps(2, 40, 5), nps(3, 20, 30), nps(4, 0.2, 1)],
    [nps(1, 60, 30), nps(2, 60, 5), nps(3, 0, 30), nps(4, 0, 1)],
    3,
  )
  expect(changes.map(({ now, size, verdict }) => [now.unitId, size, verdict])).toEqual([
    [2, -20, 'apart'],
    [1, -50, 'overlap'],
    [3, 20, 'overlap'],
  ])
})

test('a withheld figure differs from nothing', () => {
  expect(largestChanges([withheld(1), nps(2, 10, 5)], [nps(1, 60, 30), withheld(2)], 3)).toEqual([])
})

test('a few answers that differ are not worth a word unless chance hardly explains it', () => {
  const changes = largestChanges([nps(1, 29, 50, 7), nps(2, -60, 10, 7)], [nps(1, 90, 50), nps(2, 60, 10)], 3)
  expect(changes.map(({ now }) => now.unitId)).toEqual([2])
})
