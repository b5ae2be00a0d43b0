import { expect, test } from 'vitest'
import { layoutOf } from '../questionnaire/layout.ts'
import { AnswerMapping, importedContent } from './answer-mapping.ts'
import { newestOfEach } from './newest-of-each.ts'
import { readAnswerRow } from './read-answer-row.ts'

const mapping = AnswerMapping.parse({
  kind: 'answers',
  source: 'other',
  questionnaire: {
    title: { en: 'T' },
    audience: 'adult',
    languages: ['en'],
    wordingSource: 'test',
    items: [
      { id: 'nps', kind: 'nps', measure: 'own.nps', wordings: { en: 'nps' } },
      { id: 's', kind: 'agree', measure: 'own.s', wordings: { en: 's' } },
    ],
  },
  unit: { column: 'unit', prefix: 'x-' },
  day: { column: 'at', form: 'instant' },
  externalId: ['id'],
  version: { column: 'v' },
  op: { column: 'op', upsert: ['put'], delete: ['drop'] },
  count: { column: 'n' },
  answers: [
    { column: 'nps', item: 'nps' },
    { column: 's', item: 's', values: { good: 5, bad: 1, na: 'not-concerned' } },
  ],
  channel: { column: 'ch', values: { phone: 'phone', mail: 'paper' } },
  language: { constant: 'en' },
})
const context = { layout: layoutOf(importedContent(mapping.questionnaire)), timeZone: 'Europe/Helsinki', today: '2024-02-01' }
const record = { id: 'A', v: '3', op: 'put', unit: 'U1', at: '2024-01-09T22:30:00Z', nps: '10', s: 'na', n: '2', ch: 'mail' }
const read = (change: Partial<typeof record>) => readAnswerRow(mapping, { line: 7, record: { ...record, ...change } }, context)

test('a line stands for as many answers as it counts, on the local day', () => {
  const { answers, problems } = read({})
  expect(problems).toEqual([])
  expect(answers.map((answer) => answer.externalId)).toEqual(['A#1', 'A#2'])
  expect(answers[0]).toMatchObject({ op: 'upsert', unit: 'x-U1', day: '2024-01-10', channel: 'paper', answers: [11, 0], version: 3 })
})

test('everything wrong with a line is told with its field', () => {
  const { answers, problems } = read({ v: '1.5', at: '2024-01-09', nps: '11', s: 'fine', ch: 'fax', n: '0', op: 'x', unit: '' })
  expect(answers).toEqual([])
  expect(problems.map(({ line, field, reason }) => [line, field, reason])).toEqual([
    [7, 'v', 'not-a-whole-number'],
    [7, 'op', 'not-one-of'],
    [7, 'n', 'too-small'],
    [7, 'unit', 'missing'],
    [7, 'at', 'not-an-instant'],
    [7, 'nps', 'score-out-of-range'],
    [7, 's', 'not-one-of'],
    [7, 'ch', 'not-one-of'],
  ])
  expect(read({ at: '2024-02-01T22:00:00Z' }).problems[0]?.reason).toBe('in-the-future')
})

test('a deletion needs no more than its id, and a sheet with nothing on it takes the older one back', () => {
  expect(read({ op: 'drop', unit: '', at: '', nps: '', s: '' }).answers.map(({ op }) => op)).toEqual(['delete', 'delete'])
  expect(read({ nps: '', s: '', n: '1' }).answers).toEqual([{ line: 7, externalId: 'A#1', version: 3, op: 'delete' }])
})

test('of deliveries the highest version above the stored one takes effect, the first of equals', () => {
  const deliveries = [
    { externalId: 'a', version: 2, n: 1 },
    { externalId: 'a', version: 3, n: 2 },
    { externalId: 'a', version: 3, n: 3 },
    { externalId: 'b', version: 1, n: 4 },
  ]
  const { effective, unchanged } = newestOfEach(deliveries, new Map([['b', 1]]))
  expect(effective.map(({ n }) => n)).toEqual([2])
  expect(unchanged).toBe(3)
})
