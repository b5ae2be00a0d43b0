import { randomInt } from 'node:crypto'

/** No vowels, so that no words come out; no characters that are taken for one another. */
const alphabet = '23456789bcdfghjkmnpqrtvwx'

/** Eight characters, 25⁸ ≈ 1.5 × 10¹¹ codes: found by scanning, not by guessing. */
export function newPointCode(): string {
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
