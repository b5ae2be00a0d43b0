import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanInterval, momentsOf } from './mean.ts'
import { adjustedWaldNps, npsOf, waldNps } from './nps.ts'
import { wilsonInterval } from './proportion.ts'
import { countWithin, totalOf } from './scores.ts'

const countsOf = (length: number, max = 400): fc.Arbitrary<readonly number[]> => fc.array(fc.nat({ max }), { minLength: length, maxLength: length })
const confidence = fc.constantFrom(0.8, 0.9, 0.95, 0.99, 0.998)

test('Wilson stays within 0…1, holds the share, is mirrored by its complement, and narrows as confidence falls', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.nat({ max: 5000 }), confidence, (x, rest, confidence) => {
      fc.pre(x + rest > 0)
      const n = x + rest
      const interval = wilsonInterval(x, n, confidence)
      const mirrored = wilsonInterval(rest, n, confidence)
      if (interval === null || mirrored === null) throw new Error('no interval')
      expect(interval.low).toBeGreaterThanOrEqual(0)
      expect(interval.high).toBeLessThanOrEqual(1)
      expect(interval.low).toBeLessThanOrEqual(x / n)
      expect(interval.high).toBeGreaterThanOrEqual(x / n)
      expect(Math.abs(interval.low - (1 - mirrored.high))).toBeLessThan(1e-12)
      const narrower = wilsonInterval(x, n, 0.5)
      if (narrower === null) throw new Error('no interval')
      expect(narrower.high - narrower.low).toBeLessThan(interval.high - interval.low)
    }),
  )
})

test('NPS and its intervals', () => {
  fc.assert(
    fc.property(countsOf(11), confidence, (counts, confidence) => {
      fc.pre(counts.some((count) => count > 0))
      const nps = npsOf({ firstScore: 0, counts })
      expect(nps.promoters + nps.passives + nps.detractors).toBe(nps.n)
      const wald = waldNps(nps, confidence)
      const adjusted = adjustedWaldNps(nps, confidence)
      if (nps.nps === null || nps.variance === null || wald === null || adjusted === null) throw new Error('no interval')
      expect(Math.abs(nps.nps)).toBeLessThanOrEqual(100)
      expect(nps.variance).toBeGreaterThanOrEqual(-1e-12)
      expect(wald.low).toBeLessThanOrEqual(nps.nps)
      expect(wald.high).toBeGreaterThanOrEqual(nps.nps)
      // It is pulled towards 0, never past it, and lies within ±100.
      expect(Math.abs(adjusted.centre)).toBeLessThanOrEqual(Math.abs(nps.nps))
      expect(adjusted.clippedLow).toBeGreaterThanOrEqual(-100)
      expect(adjusted.clippedHigh).toBeLessThanOrEqual(100)
      expect(adjusted.high - adjusted.low).toBeGreaterThan(0)
      // Published from five answers at 95 %: there it holds the figure, below it need not (one promoter: 25 ∓ 73.5).
      const holds = adjusted.clippedLow <= nps.nps && nps.nps <= adjusted.clippedHigh
      expect(holds || nps.n < 5 || confidence < 0.95).toBe(true)
      // Turning every answer round turns the figure round.
      const turned = adjustedWaldNps({ promoters: nps.detractors, passives: nps.passives, detractors: nps.promoters }, confidence)
      expect(turned?.low).toBeCloseTo(-adjusted.high, 9)
    }),
  )
})

test('mean and deviation are those of the answers one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 300 }), (answers) => {
      const scores = { firstScore: 1, counts: [1, 2, 3, 4, 5].map((step) => answers.filter((answer) => answer === step).length) }
      const mean = answers.reduce((a, b) => a + b, 0) / answers.length
      const sd = Math.sqrt(answers.reduce((sum, answer) => sum + (answer - mean) ** 2, 0) / (answers.length - 1))
      const moments = momentsOf(scores)
      expect(moments.mean).toBeCloseTo(mean, 12)
      expect(moments.sd).toBeCloseTo(sd, 9)
      const interval = meanInterval(scores, 0.95)
      expect(interval?.clippedLow).toBeLessThanOrEqual(mean + 1e-12)
      expect(interval?.clippedHigh).toBeGreaterThanOrEqual(mean - 1e-12)
      expect(interval?.clippedLow).toBeGreaterThanOrEqual(1)
      expect(interval?.clippedHigh).toBeLessThanOrEqual(5)
    }),
  )
})

test('equal answers have a deviation of exactly nought, however many', () => {
  expect(momentsOf({ firstScore: 1, counts: [0, 0, 0, 90_000_000, 0] })).toEqual({ n: 90_000_000, mean: 4, sd: 0 })
})

test('nothing answered, nothing claimed', () => {
  expect(npsOf({ firstScore: 0, counts: Array.from({ length: 11 }, () => 0) })).toMatchObject({ n: 0, nps: null, variance: null })
  expect(waldNps({ promoters: 0, passives: 0, detractors: 0 }, 0.95)).toBeNull()
  expect(adjustedWaldNps({ promoters: 0, passives: 0, detractors: 0 }, 0.95)).toBeNull()
  expect(wilsonInterval(0, 0, 0.95)).toBeNull()
  expect(momentsOf({ firstScore: 1, counts: [0, 0, 0, 0, 0] })).toEqual({ n: 0, mean: null, sd: null })
  expect(meanInterval({ firstScore: 1, counts: [1, 0, 0, 0, 0] }, 0.95)).toBeNull()
})

test('what cannot be counts is refused', () => {
  expect(() => totalOf({ firstScore: 1, counts: [1, -1] })).toThrow(RangeError)
  expect(() => countWithin({ firstScore: 1, counts: [1.5] }, 1, 1)).toThrow(RangeError)
  expect(() => wilsonInterval(3, 2, 0.95)).toThrow(RangeError)
  expect(() => npsOf({ firstScore: 1, counts: [1, 2, 3, 4, 5] })).toThrow(RangeError)
})
