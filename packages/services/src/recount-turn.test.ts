import { expect, test } from 'vitest'
import { hasTurn, monthsBetween, nightlyTurn } from './recount-turn.ts'

const history = monthsBetween('2016-05-20', '2026-02-03')

test('months are counted across years', () => {
  expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01'])
  expect(monthsBetween('2026-02-01', '2026-01-31')).toEqual([])
})

test('the newest months are taken every night, and a twelfth of the others', () => {
  for (let day = 1; day <= 28; day++) {
    const taken = history.filter((month) => hasTurn(month, `2026-02-${String(day).padStart(2, '0')}`, nightlyTurn))
    expect(taken.slice(-3)).toEqual(['2025-12-01', '2026-01-01', '2026-02-01'])
    expect(taken.length).toBeLessThanOrEqual(3 + Math.ceil((history.length - 3) / 12))
  }
})

test('all of history has its turn within the shortest month', () => {
  const nights = Array.from({ length: 28 }, (_, index) => `2026-02-${String(index + 1).padStart(2, '0')}`)
  expect(history.filter((month) => !nights.some((night) => hasTurn(month, night, nightlyTurn)))).toEqual([])
})
