import { audiences, channels, inLanguage, respondentRoles, type Language } from '@kuulolla/core'
import type { ExportedVersion, MeasureRow } from '@kuulolla/db'
import type { Cell, Column, ColumnKind, Table } from '@kuulolla/documents'
import { translatorOf } from '@kuulolla/i18n/catalogues'

/** A column with what the data dictionary says of it. */
export type DescribedColumn = Column & { readonly meaning: string; readonly unit: string; readonly values: string }

const figureColumnKeys = [
  'organisation',
  'unit',
  'unit_code',
  'unit_oid',
  'parent_path',
  'period',
  'period_from',
  'period_to',
  'complete',
  'audience',
  'channel',
  'role',
  'measure',
  'measure_name',
  'statistic',
  'option',
  'value',
  'interval_low',
  'interval_high',
  'interval_method',
  'confidence',
  'n',
  'state',
  'reason',
  'not_concerned',
  'skipped',
  'series_break',
  'definition',
  'versions',
] as const
export type FigureColumn = (typeof figureColumnKeys)[number]

const answerColumnKeys = ['day', 'organisation', 'unit', 'unit_code', 'unit_oid', 'parent_path', 'version', 'channel', 'role', 'language'] as const
export type AnswerColumn = (typeof answerColumnKeys)[number]

type Known = FigureColumn | AnswerColumn

const kinds: Partial<Record<Known, ColumnKind>> = {
  period_from: 'day',
  period_to: 'day',
  day: 'day',
  option: 'number',
  value: 'number',
  interval_low: 'number',
  interval_high: 'number',
  confidence: 'number',
  n: 'number',
  not_concerned: 'number',
  skipped: 'number',
}
const widths: Partial<Record<Known, number>> = {
  organisation: 28,
  unit: 32,
  unit_oid: 26,
  parent_path: 40,
  measure: 26,
  measure_name: 40,
  reason: 40,
  versions: 16,
  n: 8,
}

function describe(key: Known, language: Language): DescribedColumn {
  const say = translatorOf(language)
  return {
    key,
    title: say(`documents.column.${key}.title`),
    kind: kinds[key] ?? 'text',
    ...(widths[key] === undefined ? {} : { width: widths[key] }),
    meaning: say(`documents.column.${key}.meaning`),
    unit: unitOf(key, say),
    values: valuesOf(key, say),
  }
}

type Say = ReturnType<typeof translatorOf>

function unitOf(key: Known, say: Say): string {
  switch (key) {
    case 'day':
    case 'period_from':
    case 'period_to':
      return say('documents.unit.day')
    case 'value':
    case 'interval_low':
    case 'interval_high':
      return say('documents.unit.value')
    case 'confidence':
      return say('documents.unit.share')
    case 'n':
    case 'not_concerned':
    case 'skipped':
      return say('documents.unit.answers')
    default:
      return ''
  }
}

function valuesOf(key: Known, say: Say): string {
  switch (key) {
    case 'audience':
      return audiences.join(', ')
    case 'channel':
      return [...channels, 'all'].join(', ')
    case 'role':
      return [...respondentRoles, 'all'].join(', ')
    case 'statistic':
      return 'nps, share, mean, count'
    case 'state':
      return 'shown, none, withheld'
    case 'interval_method':
      return 'adjusted-wald, wilson, t'
    case 'reason':
      return say('documents.reason.too-few')
    case 'complete':
    case 'series_break':
      return say('documents.values.yes-no')
    case 'option':
      return say('documents.values.option')
    default:
      return ''
  }
}

export const figureColumns = (language: Language): readonly DescribedColumn[] => figureColumnKeys.map((key) => describe(key, language))

/** What an answer's column holds beside scores; words, because spreadsheets leave words out of means. */
export const answerWords = { notConcerned: 'not-concerned', notAsked: 'not-asked' } as const

/** `measures` and `texts` get a column each: the measure's code, and `text:` with the item's id. */
export function answerColumns(
  language: Language,
  asked: { readonly measures: readonly MeasureRow[]; readonly texts: readonly string[] },
): readonly DescribedColumn[] {
  const say = translatorOf(language)
  return [
    ...answerColumnKeys.map((key) => describe(key, language)),
    ...asked.measures.map((measure): DescribedColumn => {
      const low = measure.scale === 'nps' ? 0 : 1
      return {
        key: measure.code,
        title: measure.code,
        kind: 'mixed',
        meaning: say('documents.column.measure.answer', { name: inLanguage(measure.names, language) }),
        unit: measure.scale === 'choice' ? '' : say('documents.unit.score'),
        values: say('documents.values.score', { low, high: low + measure.options - 1 }),
      }
    }),
    ...asked.texts.map((item): DescribedColumn => ({
      key: `text:${item}`,
      title: say('documents.column.text.title', { item }),
      kind: 'text',
      width: 60,
      meaning: say('documents.column.text.meaning'),
      unit: '',
      values: '',
    })),
  ]
}

export function dictionaryTable(columns: readonly DescribedColumn[], language: Language): Table {
  const say = translatorOf(language)
  return {
    name: say('documents.sheet.dictionary'),
    columns: [
      { key: 'column', title: say('documents.dictionary.column'), kind: 'text', width: 24 },
      { key: 'title', title: say('documents.dictionary.title'), kind: 'text', width: 28 },
      { key: 'meaning', title: say('documents.dictionary.meaning'), kind: 'text', width: 80 },
      { key: 'unit', title: say('documents.dictionary.unit'), kind: 'text', width: 30 },
      { key: 'values', title: say('documents.dictionary.values'), kind: 'text', width: 60 },
    ],
    rows: [columns.map(({ key, title, meaning, unit, values }) => [key, title, meaning, unit, values])],
  }
}

/** `q3v2`: a form that no spreadsheet takes for a date or a number. */
export const versionKey = ({ questionnaireId, no }: Pick<ExportedVersion, 'questionnaireId' | 'no'>): string => `q${questionnaireId}v${no}`

/** Every wording of every version: what was asked when. */
export function versionsTable(versions: readonly ExportedVersion[], language: Language): Table {
  const say = translatorOf(language)
  return {
    name: say('documents.sheet.versions'),
    columns: [
      { key: 'version', title: say('documents.versions.version'), kind: 'text', width: 10 },
      { key: 'questionnaire', title: say('documents.versions.questionnaire'), kind: 'text', width: 30 },
      { key: 'published', title: say('documents.versions.published'), kind: 'day' },
      { key: 'item', title: say('documents.versions.item'), kind: 'text' },
      { key: 'kind', title: say('documents.versions.kind'), kind: 'text', width: 8 },
      { key: 'measure', title: say('documents.versions.measure'), kind: 'text', width: 26 },
      { key: 'option', title: say('documents.versions.option'), kind: 'number', width: 10 },
      { key: 'language', title: say('documents.versions.language'), kind: 'text', width: 8 },
      { key: 'text', title: say('documents.versions.text'), kind: 'text', width: 80 },
      { key: 'official', title: say('documents.versions.official'), kind: 'text', width: 10 },
      { key: 'source', title: say('documents.versions.source'), kind: 'text', width: 40 },
    ],
    rows: versions.map((version) =>
      version.content.items.flatMap((item) => {
        const start: readonly Cell[] = [
          versionKey(version),
          inLanguage(version.questionnaireNames, language),
          version.publishedAt.toISOString().slice(0, 10),
          item.id,
          item.kind,
        ]
        const measure = item.kind === 'text' ? null : item.measure
        const options = item.kind === 'choice' ? item.options : []
        return [item.wordings, ...options].flatMap((wordings, index) =>
          Object.entries(wordings).map(([tag, { text, official, source }]) =>
            start.concat([measure, index === 0 ? null : index, tag, text, yesNo(official), source]),
          ),
        )
      }),
    ),
  }
}

export const yesNo = (yes: boolean): 'yes' | 'no' => (yes ? 'yes' : 'no')
