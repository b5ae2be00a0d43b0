import { expect, test } from 'vitest'
import { exportAddress, type ExportChoice } from './export-address.ts'

const choice: ExportChoice = {
  what: 'figures',
  unit: 7,
  audience: 'adult',
  from: '2026-01-01',
  to: '2026-03-31',
  grain: 'month',
  texts: false,
  format: 'csv-fi',
  language: 'sv',
}

test('asks for what was chosen', () => {
  expect(exportAddress('demo', choice)).toBe(
    '/api/t/demo/export/figures?below=7&audience=adult&from=2026-01-01&to=2026-03-31&grain=month&format=csv-fi&parts=all&language=sv',
  )
  expect(exportAddress('demo', { ...choice, what: 'answers', unit: null, texts: true })).toBe(
    '/api/t/demo/export/answers?audience=adult&from=2026-01-01&to=2026-03-31&texts=true&format=csv-fi&parts=all&language=sv',
  )
})

test.each([{ from: '2026-04-01' }, { from: '' }, { to: '' }])('has no address for days that make no sense: %o', (change) => {
  expect(exportAddress('demo', { ...choice, ...change })).toBeNull()
})
