import { expect, test } from 'vitest'
import { normalQuantile, studentTQuantile, upperTail } from './quantile.ts'

// Computed with 40 digits (mpmath: incomplete beta, inverse error function).
test.each([
  [0.9, 1, 3.077683537175254],
  [0.975, 1, 12.706204736174694],
  [0.999, 1, 318.30883898555015],
  [0.999, 2, 22.32712477011942],
  [0.999, 5, 5.893429531356009],
  [0.9, 5, 1.4758840488244813],
  [0.95, 300, 1.6499486739376337],
])('t of %d with %d degrees of freedom', (p, degrees, expected) => {
  expect(Math.abs(studentTQuantile(p, degrees) / expected - 1)).toBeLessThan(1e-10)
  expect(Math.abs(studentTQuantile(1 - p, degrees) / -expected - 1)).toBeLessThan(1e-10)
})

test.each([
  [0.975, 1.959963984540054],
  [0.999, 3.090232306167813],
  [0.5, 0],
])('z of %d', (p, expected) => expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-12))

test('half of what is left out lies above', () => expect(upperTail(0.95)).toBe(0.975))

test('t becomes z', () => expect(studentTQuantile(0.975, 1e7)).toBeCloseTo(normalQuantile(0.975), 6))

test('only probabilities between 0 and 1', () => {
  for (const p of [0, 1, -0.1, 1.1, Number.NaN]) {
    expect(() => normalQuantile(p)).toThrow(RangeError)
    expect(() => studentTQuantile(p, 3)).toThrow(RangeError)
    expect(() => upperTail(p)).toThrow(RangeError)
  }
  expect(() => studentTQuantile(0.5, 0)).toThrow(RangeError)
})
