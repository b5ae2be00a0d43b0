import { expect, test } from 'vitest'
import { nationalAdult, nationalChild, nationalStandards } from '../standard/national.ts'
import { standardContent } from '../standard/standard.ts'
import { VersionContent, type Item } from './content.ts'
import { publishProblems } from './validation.ts'

const adult = standardContent(nationalAdult)
const wordings = {
  fi: { text: 'Odotin sopivan ajan.', official: false, source: 'Oma' },
  sv: { text: 'a', official: false, source: 'a' },
  en: { text: 'a', official: false, source: 'a' },
}
const own: Item = { kind: 'agree', id: 'waiting', measure: 'own.waiting-time', wordings }
const messages = (change: Partial<VersionContent>) => publishProblems({ ...adult, ...change }).map((problem) => `${problem.field} ${problem.message}`)

test.each(nationalStandards)('$code can be published as it ships, in three languages, with a short name for each measure', (standard) => {
  const content = standardContent(standard)
  expect(VersionContent.parse(content)).toEqual(content)
  expect(publishProblems(content)).toEqual([])
  for (const measure of standard.measures) for (const name of Object.values(measure.names)) expect(name.length).toBeLessThan(25)
})

test('own questions stand after the open text', () => {
  expect(messages({ items: [...adult.items, own] })).toEqual([])
  expect(messages({ items: [...adult.items.slice(0, 3), own, ...adult.items.slice(3)] })).toEqual(['items.3 own-after-national'])
})

test('the recommendation comes first and once', () => {
  expect(messages({ items: adult.items.slice(1) })).toEqual(['items.0 nps-first'])
  expect(messages({ items: [...adult.items, { ...own, kind: 'nps' }] })).toEqual(['items.9 one-recommendation'])
})

test('two to seven statements, and an open text after them', () => {
  const [nps, first, ...rest] = adult.items
  const text = rest.at(-1)
  if (nps === undefined || first === undefined || text === undefined) throw new TypeError('the set has these')
  expect(messages({ items: [nps, first, text] })).toEqual(['items statements-too-few'])
  expect(messages({ items: adult.items.slice(0, 8) })).toEqual(['items open-text-needed'])
  expect(messages({ items: [nps, text, first, ...rest.slice(0, 2)] })).toContain('items.2 national-before-text')
})

test('audiences are never mixed', () => {
  const childItem = standardContent(nationalChild).items[0]
  if (childItem === undefined) throw new TypeError('the set has items')
  expect(messages({ items: [...adult.items.slice(0, 7), { ...childItem, id: 'other' }, ...adult.items.slice(8)] })).toEqual(['items.7 wrong-audience'])
})

test('every wording stands in every language, ids and measures once', () => {
  expect(messages({ languages: ['fi', 'se'] })).toContain('items.0.wordings.se wording-missing')
  expect(messages({ languages: ['fi', 'fi'] })).toEqual(['languages language-twice'])
  expect(messages({ items: [...adult.items, own, own] })).toEqual(['items.10.id id-twice', 'items.10.measure measure-twice'])
  expect(messages({ items: [...adult.items, ...Array.from({ length: 11 }, (_, n) => ({ ...own, id: `own-${n}`, measure: `own.m${n}` }))] })).toEqual([
    'items own-too-many',
  ])
})
