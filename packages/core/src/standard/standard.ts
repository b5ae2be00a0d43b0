import type { LocalisedText } from '../language.ts'
import type { Audience, Item, VersionContent, Wordings } from '../questionnaire/content.ts'
import type { ScaleId } from '../questionnaire/scale.ts'

/** One measure of a standard: the question as it ships, and the short name that stands over its figures. */
export type StandardMeasure = {
  readonly code: string
  /** Names the form field. */
  readonly item: string
  readonly scale: Exclude<ScaleId, 'choice'>
  readonly names: LocalisedText
  readonly wordings: LocalisedText
}

/**
 * A set of questions that many organisations ask alike. Its code and the measures' codes are what they are compared by;
 * a changed wording or scale is a new version.
 */
export type Standard = {
  readonly code: string
  readonly version: string
  readonly audience: Audience
  /** Name of the questionnaire that a new tenant gets. */
  readonly names: LocalisedText
  /** What stands on top of the page. */
  readonly title: LocalisedText
  readonly measures: readonly StandardMeasure[]
  readonly openText: LocalisedText
}

/** Languages that the standards ship in; the first is the fallback. */
export const standardLanguages = ['fi', 'sv', 'en'] as const

/** The shipped wordings are our own: no authority has decided them. */
export const standardSource = 'Kuulolla 2026'

export function standardWordings(text: LocalisedText): Wordings {
  return Object.fromEntries(Object.entries(text).map(([language, words]) => [language, { text: words, official: false, source: standardSource }]))
}

/** The questionnaire that a standard is, with no question of a tenant's own. */
export function standardContent(standard: Standard): VersionContent {
  const scored = standard.measures.map((measure): Item => ({
    kind: measure.scale,
    id: measure.item,
    measure: measure.code,
    wordings: standardWordings(measure.wordings),
  }))
  return {
    audience: standard.audience,
    languages: [...standardLanguages],
    title: standard.title,
    items: [...scored, { kind: 'text', id: 'text', wordings: standardWordings(standard.openText) }],
  }
}
