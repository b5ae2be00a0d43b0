import { expect, test } from 'vitest'
import type { Item, VersionContent } from './content.ts'
import { differencesBetween } from './differences.ts'

const words = (fi: string, official = false) => ({ fi: { text: fi, official, source: 'x' }, sv: { text: `${fi} sv`, official: false, source: 'x' } })
const agree = (code: string, wordings = words(code)): Item => ({ kind: 'agree', id: code, measure: `national.${code}`, wordings })
const text: Item = { kind: 'text', id: 'text', wordings: words('text') }
const version = (...items: Item[]): VersionContent => ({ audience: 'adult', languages: ['fi', 'sv'], title: { fi: 'T', sv: 'T' }, items })

test('a version does not differ from itself', () => {
  expect(differencesBetween(version(agree('a'), text), version(agree('a'), text))).toEqual([])
})

test('what comes, goes, moves, is reworded or becomes official is told by item', () => {
  const before = version(agree('a'), agree('b'), agree('c'), agree('d'), text)
  const after = version(agree('b'), agree('a'), agree('c', words('other')), agree('e'), { ...text, wordings: words('text', true) })
  expect(differencesBetween(before, after).map((each) => [each.kind, 'item' in each ? each.item.id : '', 'language' in each ? each.language : ''])).toEqual([
    ['moved', 'b', ''],
    ['moved', 'a', ''],
    ['reworded', 'c', 'fi'],
    ['reworded', 'c', 'sv'],
    ['added', 'e', ''],
    ['standing', 'text', 'fi'],
    ['removed', 'd', ''],
  ])
})

test('a language that comes or goes is told once; a title in a language that stays is told', () => {
  const before = version(agree('a'), text)
  expect(differencesBetween(before, { ...before, languages: ['fi', 'en'], title: { fi: 'New' } })).toEqual([
    { kind: 'language-added', language: 'en' },
    { kind: 'language-removed', language: 'sv' },
    { kind: 'retitled', language: 'fi', before: 'T', after: 'New' },
  ])
})
