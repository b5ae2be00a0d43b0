import { expect, test } from 'vitest'
import { lackingOf, type HeldMeasure } from './lacking.ts'
import { standardSource, type Standard } from './standard.ts'

const measure = (code: string, fi: string): Standard['measures'][number] => ({ code, item: code, scale: 'agree', names: { fi: code }, wordings: { fi } })
const standard: Standard = {
  code: 'national-adult',
  version: '2027.1',
  audience: 'adult',
  names: { fi: 'A' },
  title: { fi: 'A' },
  measures: [measure('a', 'uusi'), measure('b', 'uusi'), measure('c', 'uusi'), measure('d', 'uusi')],
  openText: { fi: 'A' },
}
const held = (code: string, text: string, about: { readonly official: boolean; readonly source: string }, scale = 'agree'): HeldMeasure => ({
  code,
  scale,
  wordings: [{ language: 'fi', text, ...about }],
})

test('new measures and older shipped wordings are lacking; official and own wordings stand', () => {
  const lacking = lackingOf(standard, [
    held('a', 'vanha', { official: false, source: 'Kuulolla 2025' }),
    held('b', 'virallinen', { official: true, source: 'THL 2026' }),
    held('c', 'oma', { official: false, source: 'lakeland' }),
  ])
  expect(lacking.measures.map(({ code }) => code)).toEqual(['d'])
  expect(lacking.wordings).toEqual(['a', 'd'].map((code) => ({ measure: code, language: 'fi', text: 'uusi', official: false, source: standardSource })))
  expect(lacking.clashing).toEqual([])
})

test('whoever has all of it lacks nothing', () => {
  const all = standard.measures.map(({ code }) => held(code, 'uusi', { official: false, source: standardSource }))
  expect(lackingOf(standard, all)).toEqual({ measures: [], wordings: [], clashing: [] })
})

test('a code on another scale is named', () => {
  expect(lackingOf(standard, [held('a', 'uusi', { official: false, source: standardSource }, 'faces')]).clashing).toEqual(['a'])
})
