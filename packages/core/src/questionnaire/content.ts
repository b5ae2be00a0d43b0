import { z } from 'zod'
import { Language, LocalisedText } from '../language.ts'

/** Who a questionnaire is for. Nothing is ever added up across audiences. */
export const audiences = ['adult', 'child', 'next-of-kin'] as const
export const Audience = z.enum(audiences)
export type Audience = z.infer<typeof Audience>

/** `national.safety`, `own.waiting-time`: lives across versions. */
export const MeasureCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/)
  .max(80)
export type MeasureCode = z.infer<typeof MeasureCode>

/** A wording in one language: its text, whether an authority has decided it, and who wrote it. */
export const Wording = z.object({ text: z.string().trim().min(1).max(400), official: z.boolean(), source: z.string().min(1).max(200) })
export type Wording = z.infer<typeof Wording>
export const Wordings = z.record(Language, Wording).refine((wordings) => Object.keys(wordings).length > 0)
export type Wordings = Readonly<Record<Language, Wording>>

/** `id` names the form field and the layout's place; within a version it is unique and never changes. */
const ItemId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)

const scored = { id: ItemId, measure: MeasureCode, wordings: Wordings }
export const Item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nps'), ...scored }),
  z.object({ kind: z.literal('agree'), ...scored }),
  z.object({ kind: z.literal('faces'), ...scored }),
  z.object({ kind: z.literal('choice'), ...scored, options: z.array(Wordings).min(2).max(12) }),
  z.object({ kind: z.literal('text'), id: ItemId, wordings: Wordings }),
])
export type Item = z.infer<typeof Item>
export type ItemKind = Item['kind']
export type ScoredItem = Exclude<Item, { kind: 'text' }>

/**
 * What a questionnaire version consists of, complete in itself: a published version never changes,
 * so nothing it shows may live elsewhere.
 */
export const VersionContent = z.object({
  audience: Audience,
  /** Languages that every item has a wording in; the first is the fallback. */
  languages: z.array(Language).min(1),
  title: LocalisedText,
  items: z.array(Item).min(1).max(40),
})
export type VersionContent = z.infer<typeof VersionContent>
