import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenParts } from './hidden-parts.ts'

test('a lone small part takes the next smallest with it', () => {
  expect(hiddenParts([50, 3, 7], 5)).toEqual(new Set([1, 2]))
  expect(hiddenParts([50, 3, 2, 0], 5)).toEqual(new Set([1, 2]))
  expect(hiddenParts([50, 7, 0], 5).size).toBe(0)
})

test('nothing small is shown, and what is hidden is never a small sum while anything is shown', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (parts) => {
      const hidden = hiddenParts(parts, 5)
      const shown = parts.filter((n, index) => n > 0 && !hidden.has(index))
      expect(shown.every((n) => n >= 5)).toBe(true)
      const sum = parts.reduce((total, n, index) => (hidden.has(index) ? total + n : total), 0)
      expect(shown.length === 0 || sum === 0 || sum >= 5).toBe(true)
    }),
  )
})
