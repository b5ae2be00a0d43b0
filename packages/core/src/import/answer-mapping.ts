import { z } from 'zod'
import { Language, LocalisedText } from '../language.ts'
import { Audience, MeasureCode, VersionContent } from '../questionnaire/content.ts'
import { Channel, RespondentRole } from '../submission/channels.ts'
import { CsvDialect } from './csv-dialect.ts'

const Column = z.string().min(1).max(200)
const ItemId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)

/** A column's values in our words, or one word for all lines. */
const fromColumnOrConstant = <T extends z.ZodType>(value: T) =>
  z.union([z.object({ column: Column, values: z.record(z.string(), value) }), z.object({ constant: value })])

const ImportedItem = z.object({
  id: ItemId,
  kind: z.enum(['nps', 'agree', 'faces', 'choice', 'text']),
  /** Absent for a text. The tenant gets it as a measure of its own if it has none of that code. */
  measure: MeasureCode.optional(),
  /** Short names for tables and charts; without them the wordings serve. */
  names: LocalisedText.optional(),
  wordings: LocalisedText,
  options: z.array(LocalisedText).min(2).max(12).optional(),
})

/** What was asked, so that the answers have a questionnaire version to belong to. */
export const ImportedQuestionnaire = z.object({
  title: LocalisedText,
  audience: Audience,
  languages: z.array(Language).min(1),
  /** Who worded it. */
  wordingSource: z.string().min(1).max(200),
  items: z.array(ImportedItem).min(1).max(40),
})
export type ImportedQuestionnaire = z.infer<typeof ImportedQuestionnaire>

/** How a CSV file of answers is read: which column is what. */
export const AnswerMapping = z.object({
  kind: z.literal('answers'),
  /** Names the system the answers come from; with the external id it is an answer's identity. */
  source: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/),
  csv: CsvDialect.prefault({}),
  questionnaire: ImportedQuestionnaire,
  /** By our code or by the OID. */
  unit: z.object({ column: Column, by: z.enum(['code', 'oid']).default('code'), prefix: z.string().max(40).default('') }),
  /** A local day `2026-11-23`, or an instant with its offset such as `2026-11-22T22:15:00Z`. */
  day: z.object({ column: Column, form: z.enum(['day', 'instant']) }),
  /** Columns that together name one answer for good. */
  externalId: z.array(Column).min(1).max(6),
  /** Absent: every line is version 1, so a line that has come in once is never changed by a later one. */
  version: z.object({ column: Column }).optional(),
  /** Absent: every line puts an answer in. */
  op: z.object({ column: Column, upsert: z.array(z.string()).min(1), delete: z.array(z.string()).min(1) }).optional(),
  /** A line that stands for this many equal answers. */
  count: z.object({ column: Column, most: z.int().min(1).max(10_000).default(1_000) }).optional(),
  answers: z
    .array(
      z.object({
        column: Column,
        item: ItemId,
        /** The score each value stands for, or "does not concern me"; without it the value is the score. */
        values: z.record(z.string(), z.union([z.number(), z.literal('not-concerned')])).optional(),
      }),
    )
    .max(40),
  texts: z.array(z.object({ column: Column, item: ItemId })).default([]),
  channel: fromColumnOrConstant(Channel),
  role: fromColumnOrConstant(RespondentRole).default({ constant: 'self' }),
  language: fromColumnOrConstant(Language),
  ageGroup: fromColumnOrConstant(z.int().min(0).max(120).nullable()).default({ constant: null }),
  contactMode: fromColumnOrConstant(
    z
      .string()
      .regex(/^R\d\d$/)
      .nullable(),
  ).default({ constant: null }),
})
export type AnswerMapping = z.infer<typeof AnswerMapping>

/** The questionnaire that an import needs, as a version's content. @throws ZodError where an item lacks its measure, options or a language. */
export function importedContent({ title, audience, languages, wordingSource, items }: ImportedQuestionnaire): VersionContent {
  const worded = (texts: LocalisedText) =>
    Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, { text, official: false, source: wordingSource }]))
  return VersionContent.parse({
    title,
    audience,
    languages,
    items: items.map(({ id, kind, measure, wordings, options }) => ({ id, kind, measure, wordings: worded(wordings), options: options?.map(worded) })),
  })
}
