import { Day } from '../calendar/day.ts'
import { localDay } from '../calendar/local-day.ts'
import type { Language } from '../language.ts'
import type { Layout } from '../questionnaire/layout.ts'
import { notConcerned, skipped } from '../questionnaire/scale.ts'
import type { Channel, RespondentRole } from '../submission/channels.ts'
import type { AnswerMapping } from './answer-mapping.ts'
import type { ImportRecord, RowProblem } from './csv-dialect.ts'

/** One answer sheet as another system tells it: an upsert or a deletion of a version of an external id. */
export type ImportedAnswer = { readonly line: number; readonly externalId: string; readonly version: number } & (
  | { readonly op: 'delete' }
  | {
      readonly op: 'upsert'
      /** Code or OID, as the mapping says. */
      readonly unit: string
      readonly day: Day
      readonly channel: Channel
      readonly role: RespondentRole
      readonly language: Language
      readonly ageGroup: number | null
      readonly contactMode: string | null
      /** Codes laid out by the version. */
      readonly answers: readonly number[]
      readonly texts: readonly { readonly item: string; readonly body: string }[]
    }
)

export type ReadContext = { readonly layout: Layout; readonly timeZone: string; readonly today: Day }

const longestText = 4_000
const longestId = 200
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** Reads one line: the answers it stands for, or everything that is wrong with it. */
export function readAnswerRow(
  mapping: AnswerMapping,
  { line, record }: { readonly line: number; readonly record: ImportRecord },
  context: ReadContext,
): { readonly answers: readonly ImportedAnswer[]; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = []
  const wrong = (field: string, reason: string, params?: RowProblem['params']): null => {
    problems.push({ line, field, reason, ...(params === undefined ? {} : { params }) })
    return null
  }
  const cell = (column: string): string => {
    const value = record[column]
    if (value === undefined) wrong(column, 'column-missing')
    return value?.trim() ?? ''
  }
  const whole = (column: string, range: { readonly least: number; readonly most: number }): number => {
    const text = cell(column)
    const number = Number(text)
    if (!/^\d{1,15}$/.test(text)) wrong(column, 'not-a-whole-number')
    else if (number < range.least) wrong(column, 'too-small', { minimum: range.least })
    else if (number > range.most) wrong(column, 'too-large', { maximum: range.most })
    return number
  }
  const chosen = <T>(from: { readonly column: string; readonly values: Readonly<Record<string, T>> } | { readonly constant: T }): T | null => {
    if ('constant' in from) return from.constant
    const value = from.values[cell(from.column)]
    return value === undefined ? wrong(from.column, 'not-one-of', { allowed: Object.keys(from.values).join(', ') }) : value
  }

  const parts = mapping.externalId.map(cell)
  const id = parts.join('/')
  if (parts.some((part) => part === '')) wrong(mapping.externalId.join(', '), 'missing')
  if (id.length > longestId) wrong(mapping.externalId.join(', '), 'too-long', { maximum: longestId })
  const version = mapping.version === undefined ? 1 : whole(mapping.version.column, { least: 0, most: Number.MAX_SAFE_INTEGER })
  const op = mapping.op === undefined ? 'upsert' : opOf(cell(mapping.op.column), mapping.op)
  if (op === null) wrong(mapping.op?.column ?? '', 'not-one-of', { allowed: [...(mapping.op?.upsert ?? []), ...(mapping.op?.delete ?? [])].join(', ') })
  const copies = mapping.count === undefined ? null : whole(mapping.count.column, { least: 1, most: mapping.count.most })
  const ids = copies === null || problems.length > 0 ? [id] : Array.from({ length: copies }, (_, index) => `${id}#${index + 1}`)
  if (op === 'delete') return { answers: problems.length > 0 ? [] : ids.map((externalId) => ({ line, externalId, version, op })), problems }

  const unit = cell(mapping.unit.column)
  if (unit === '') wrong(mapping.unit.column, 'missing')
  const day = dayOf(cell(mapping.day.column), mapping.day.form, context.timeZone)
  if (day === null) wrong(mapping.day.column, mapping.day.form === 'day' ? 'not-a-day' : 'not-an-instant')
  else if (day > context.today) wrong(mapping.day.column, 'in-the-future')
  else if (day < '1970-01-01') wrong(mapping.day.column, 'not-a-day')

  const answers = context.layout.entries.map((entry) => {
    const asked = mapping.answers.find((each) => each.item === entry.item)
    const text = asked === undefined ? '' : cell(asked.column)
    if (asked === undefined || text === '') return skipped
    const value = asked.values === undefined ? Number(text) : asked.values[text]
    if (value === undefined) return wrong(asked.column, 'not-one-of', { allowed: Object.keys(asked.values ?? {}).join(', ') }) ?? skipped
    if (value === 'not-concerned') return entry.mayNotConcern ? notConcerned : (wrong(asked.column, 'cannot-not-concern') ?? skipped)
    const code = value - entry.firstScore + 1
    if (Number.isInteger(code) && code >= 1 && code <= entry.options) return code
    return wrong(asked.column, 'score-out-of-range', { minimum: entry.firstScore, maximum: entry.firstScore + entry.options - 1 }) ?? skipped
  })
  const texts = mapping.texts.flatMap(({ column, item }) => {
    const body = cell(column)
    if (body.length > longestText) wrong(column, 'too-long', { maximum: longestText })
    return body === '' ? [] : [{ item, body }]
  })
  const channel = chosen(mapping.channel)
  const role = chosen(mapping.role)
  const language = chosen(mapping.language)
  const ageGroup = chosen(mapping.ageGroup)
  const contactMode = chosen(mapping.contactMode)
  if (problems.length > 0 || day === null || channel === null || role === null || language === null) return { answers: [], problems }
  // A sheet on which nothing is answered is no answer; as a correction it takes back what was said before.
  if (texts.length === 0 && answers.every((code) => code === skipped))
    return { answers: ids.map((externalId) => ({ line, externalId, version, op: 'delete' })), problems }
  const copy = (externalId: string): ImportedAnswer => ({
    line,
    externalId,
    version,
    op: 'upsert',
    unit: `${mapping.unit.prefix}${unit}`,
    day,
    channel,
    role,
    language,
    ageGroup,
    contactMode,
    answers,
    texts,
  })
  return { answers: ids.map(copy), problems }
}

function opOf(value: string, op: { readonly upsert: readonly string[]; readonly delete: readonly string[] }): 'upsert' | 'delete' | null {
  if (op.upsert.includes(value)) return 'upsert'
  return op.delete.includes(value) ? 'delete' : null
}

function dayOf(text: string, form: 'day' | 'instant', timeZone: string): Day | null {
  if (form === 'day') return Day.safeParse(text).success ? text : null
  if (!instantForm.test(text)) return null
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? null : localDay(instant, timeZone)
}
