import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ScaleId } from '../questionnaire/scale.ts'
import type { Histogram } from '../tally/tally.ts'
import { changeBetween } from './change.ts'
import { figureDefinitions } from './definitions.ts'
import type { Figure } from './figure.ts'
import { mergeHistograms } from './merge-histograms.ts'
import { editionOf, publishFigures, type MeasureRow, type SheetsRow } from './publish-figures.ts'

const threshold = 5

function agreeOf(counts: readonly number[], extra: { notConcerned?: number; skipped?: number } = {}, firstScore = 1): Histogram {
  const { notConcerned = 0, skipped = 0 } = extra
  return { sheets: counts.reduce((a, b) => a + b, 0) + notConcerned + skipped, notConcerned, firstScore, counts }
}
const row = (histogram: Histogram, more: Partial<MeasureRow> = {}): MeasureRow => ({
  kind: 'measure',
  unitId: 1,
  bucket: '2024-05',
  measure: 'national.safety',
  scale: 'agree',
  histogram,
  wider: null,
  versions: [1],
  editions: ['a'],
  ...more,
})
const sheetsRow = (sheets: number, wider: SheetsRow['wider'] = null): SheetsRow => ({
  kind: 'sheets',
  unitId: 1,
  bucket: '2024-05',
  sheets,
  wider,
  versions: [1],
})
const publish = (...rows: readonly (MeasureRow | SheetsRow)[]): readonly Figure[] => publishFigures({ rows, threshold })
const statesOf = (figures: readonly Figure[]): string[] => figures.map(({ value }) => value.state)

test('a statement gives its share and its mean, with their intervals and the receipt', () => {
  const [share, mean] = publish(row(agreeOf([1, 2, 3, 4, 10], { notConcerned: 6, skipped: 0 }), { versions: [3, 4] }))
  expect(share).toMatchObject({
    unitId: 1,
    bucket: '2024-05',
    measure: 'national.safety',
    definition: { id: 'agreement-share', version: 1 },
    statistic: 'share',
    value: { state: 'shown', n: 20, estimate: { value: 0.7, interval: { confidence: 0.95, method: 'wilson' } } },
    versions: [3, 4],
    breaks: false,
    excluded: { notConcerned: 6, skipped: 0 },
  })
  expect(mean).toMatchObject({
    definition: { id: 'mean', version: 1 },
    statistic: 'mean',
    value: { state: 'shown', n: 20, estimate: { value: 4, interval: { method: 't' } } },
  })
})

test('the recommendation question gives an NPS, a choice a share per option, sheets a count', () => {
  const nps = row({ sheets: 10, notConcerned: 0, firstScore: 0, counts: [1, 0, 0, 0, 0, 0, 0, 2, 0, 3, 4] }, { scale: 'nps', measure: 'national.nps' })
  expect(publish(nps)).toMatchObject([{ definition: { id: 'nps' }, value: { n: 10, estimate: { value: 60, interval: { method: 'adjusted-wald' } } } }])
  const choice = row({ sheets: 10, notConcerned: 0, firstScore: 1, counts: [5, 3, 2] }, { scale: 'choice' })
  expect(publish(choice).map(({ definition, value }) => [definition.id, value.state === 'shown' && value.estimate.value])).toEqual([
    ['share-of-option-1', 0.5],
    ['share-of-option-2', 0.3],
    ['share-of-option-3', 0.2],
  ])
  expect(publish(sheetsRow(12))).toMatchObject([
    { measure: null, statistic: 'count', definition: { id: 'answers' }, value: { n: 12, estimate: { value: 12, interval: null } } },
  ])
})

test('a mean has an interval from ten answers and with some spread', () => {
  const intervalOf = (counts: readonly number[]): unknown => {
    const value = publish(row(agreeOf(counts)))[1]?.value
    return value?.state === 'shown' ? value.estimate.interval : 'hidden'
  }
  expect(intervalOf([0, 0, 0, 4, 5])).toBeNull()
  expect(intervalOf([0, 0, 0, 0, 10])).toBeNull()
  expect(intervalOf([0, 0, 0, 5, 5])).not.toBeNull()
})

test('from one to four answers nothing is told, none is told as none', () => {
  expect(statesOf(publish(row(agreeOf([0, 0, 0, 0, 4])), sheetsRow(4)))).toEqual(['withheld', 'withheld', 'withheld'])
  expect(statesOf(publish(row(agreeOf([0, 0, 0, 0, 5])), sheetsRow(5)))).toEqual(['shown', 'shown', 'shown'])
  expect(statesOf(publish(row(agreeOf([0, 0, 0, 0, 0])), sheetsRow(0)))).toEqual(['none', 'none', 'none'])
  expect(() => publishFigures({ rows: [], threshold: 4 })).toThrow(RangeError)
})

test('a filter that leaves out one to four people shows nothing, not even that it found nobody', () => {
  const ten = agreeOf([0, 0, 0, 0, 10])
  expect(statesOf(publish(row(ten, { wider: { all: agreeOf([0, 0, 0, 1, 10]) } })))).toEqual(['withheld', 'withheld'])
  expect(statesOf(publish(row(ten, { wider: { all: agreeOf([0, 0, 0, 5, 10]) } })))).toEqual(['shown', 'shown'])
  expect(statesOf(publish(row(ten, { wider: { all: ten } })))).toEqual(['shown', 'shown'])
  expect(statesOf(publish(sheetsRow(0, { all: 3 })))).toEqual(['withheld'])
  expect(statesOf(publish(sheetsRow(0, { all: 5 })))).toEqual(['none'])
  expect(() => publish(sheetsRow(6, { all: 5 }))).toThrow(RangeError)
})

test('with two filters, every cell that a subtraction gives is protected', () => {
  expect(statesOf(publish(sheetsRow(40, { all: 100, channel: 60, role: 60 })))).toEqual(['shown'])
  // channel without role, role without channel, and the fourth cell: 100 − 60 − 78 + 40 = 2
  expect(statesOf(publish(sheetsRow(40, { all: 100, channel: 43, role: 60 })))).toEqual(['withheld'])
  expect(statesOf(publish(sheetsRow(40, { all: 100, channel: 60, role: 43 })))).toEqual(['withheld'])
  expect(statesOf(publish(sheetsRow(40, { all: 100, channel: 60, role: 78 })))).toEqual(['withheld'])
})

test('a receipt leaves out exclusions that tell of few', () => {
  const excludedOf = (histogram: Histogram, more: Partial<MeasureRow> = {}): unknown => publish(row(histogram, more))[0]?.excluded
  const none = { notConcerned: null, skipped: null }
  expect(excludedOf(agreeOf([0, 0, 0, 0, 9], { notConcerned: 5, skipped: 7 }))).toEqual({ notConcerned: 5, skipped: 7 })
  expect(excludedOf(agreeOf([0, 0, 0, 0, 9], { notConcerned: 2, skipped: 7 }))).toEqual(none)
  expect(excludedOf(agreeOf([0, 0, 0, 0, 9], { notConcerned: 5, skipped: 1 }))).toEqual(none)
  const wider = { all: agreeOf([0, 0, 0, 0, 20], { notConcerned: 6, skipped: 7 }) }
  expect(excludedOf(agreeOf([0, 0, 0, 0, 9], { notConcerned: 5, skipped: 7 }), { wider })).toEqual(none)
})

test('a series breaks where a wording is new, and hidden figures neither break nor mend it', () => {
  const many = agreeOf([0, 0, 0, 0, 9])
  const few = agreeOf([0, 0, 0, 0, 2])
  const cells = [
    row(many, { editions: ['a'] }),
    row(many, { editions: ['a', 'b'] }),
    row(many, { editions: ['b'] }),
    row(few, { editions: ['c'] }),
    row(many, { editions: ['b'] }),
    row(many, { editions: ['c'] }),
    row(many, { editions: ['z'], unitId: 2 }),
  ]
  const breaks = publish(...cells).filter(({ statistic }) => statistic === 'mean')
  expect(breaks.map((figure) => figure.breaks)).toEqual([false, true, false, false, false, true, false])
})

test('an edition is what the client read, not who wrote it', () => {
  const wordings = { fi: { text: 'Minua kuultiin', official: false, source: 'ours' }, en: { text: 'I was heard', official: false, source: 'ours' } }
  const item = { kind: 'agree', id: 'heard', measure: 'own.heard', wordings } as const
  expect(editionOf({ ...item, id: 'q7', wordings: { en: wordings.en, fi: { ...wordings.fi, official: true } } })).toBe(editionOf(item))
  expect(editionOf({ ...item, wordings: { ...wordings, en: { ...wordings.en, text: 'They heard me' } } })).not.toBe(editionOf(item))
  expect(editionOf({ ...item, kind: 'faces' })).not.toBe(editionOf(item))
})

const scales = fc.constantFrom<ScaleId>('agree', 'faces', 'nps', 'choice')
const optionsOf = { agree: 5, faces: 5, nps: 11, choice: 4 } as const
const histogramsOf = (scale: ScaleId): fc.Arbitrary<Histogram> =>
  fc
    .record({
      counts: fc.array(fc.nat({ max: 3 }), { minLength: optionsOf[scale], maxLength: optionsOf[scale] }),
      notConcerned: fc.nat({ max: 8 }),
      skipped: fc.nat({ max: 8 }),
    })
    .map(({ counts, ...extra }) => agreeOf(counts, extra, scale === 'nps' ? 0 : 1))

test('however the days are grouped and ordered, the figures are the same', () => {
  fc.assert(
    fc.property(
      scales.chain((scale) => fc.tuple(fc.constant(scale), fc.array(histogramsOf(scale), { minLength: 1, maxLength: 12 }))),
      fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 12 }),
      ([scale, days], groupOf) => {
        const groups = Map.groupBy(days.entries(), ([index]) => groupOf[index] ?? 0)
        const grouped = [...groups.values()].reverse().map((members) => mergeHistograms(members.map(([, histogram]) => histogram)))
        expect(publish(row(mergeHistograms(grouped), { scale }))).toEqual(publish(row(mergeHistograms(days), { scale })))
      },
    ),
  )
})

test('versions with fewer options merge with those that have more; other scales do not', () => {
  const merged = mergeHistograms([agreeOf([1, 2]), agreeOf([1, 1, 1])])
  expect(merged).toMatchObject({ sheets: 6, counts: [2, 3, 1] })
  expect(() => mergeHistograms([agreeOf([1]), { ...agreeOf([1]), firstScore: 0 }])).toThrow(RangeError)
  expect(() => mergeHistograms([])).toThrow(RangeError)
})

const sizeOf = ({ counts }: Histogram): number => counts.reduce((a, b) => a + b, 0)
const cells = scales.chain((scale) =>
  fc
    .record({ own: histogramsOf(scale), rest: histogramsOf(scale), filtered: fc.boolean() })
    .map(({ own, rest, filtered }) => ({ own, rest, row: row(own, { scale, wider: filtered ? { all: mergeHistograms([own, rest]) } : null, versions: [7] }) })),
)
const allowed = (n: number): boolean => n === 0 || n >= threshold

test('what is shown is of enough people, and so is what it leaves out; every figure names a definition', () => {
  fc.assert(
    fc.property(cells, ({ own, rest, row }) => {
      const expected = allowed(sizeOf(own)) && (row.wider === null || allowed(sizeOf(rest)))
      for (const { value, definition, statistic } of publish(row)) {
        expect(value.state).toBe(expected ? (sizeOf(own) === 0 ? 'none' : 'shown') : 'withheld')
        expect(figureDefinitions).toContainEqual(expect.objectContaining({ ...definition, statistic }))
      }
    }),
  )
})

test('what is not shown is the same whatever was answered', () => {
  fc.assert(
    fc.property(cells, ({ row }) => {
      for (const { unitId, bucket, measure, definition: _, statistic: __, value, ...told } of publish(row).filter(({ value }) => value.state !== 'shown')) {
        expect({ unitId, bucket, measure }).toEqual({ unitId: 1, bucket: '2024-05', measure: 'national.safety' })
        expect(value).toEqual(value.state === 'none' ? { state: 'none' } : { state: 'withheld', reason: 'too-few' })
        expect(told).toEqual({ versions: [], breaks: false, excluded: { notConcerned: null, skipped: null } })
      }
    }),
  )
})

test('a change is a difference of what is shown', () => {
  const [before, after, hidden] = publish(sheetsRow(10), sheetsRow(25), sheetsRow(3))
  if (before === undefined || after === undefined || hidden === undefined) throw new Error('no figures')
  expect(changeBetween(after.value, before.value)).toBe(15)
  expect(changeBetween(after.value, hidden.value)).toBeNull()
  expect(changeBetween(hidden.value, before.value)).toBeNull()
})
