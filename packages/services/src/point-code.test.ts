import { expect, test } from 'vitest'
import { newPointCode } from './point-code.ts'

test('codes have eight characters, no vowels and nothing ambiguous, and are not repeated', () => {
  const codes = Array.from({ length: 1_000 }, newPointCode)
  for (const code of codes) expect(code).toMatch(/^[2-9bcdfghjkmnpqrtvwx]{8}$/)
  expect(new Set(codes).size).toBe(1_000)
})
