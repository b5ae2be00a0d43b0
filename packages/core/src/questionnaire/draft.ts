import { z } from 'zod'
import type { FieldProblem } from '../errors.ts'
import { Language, type LocalisedText } from '../language.ts'
import { MeasureCode, type Audience, type Item, type VersionContent, type Wording } from './content.ts'
import type { ScaleId } from './scale.ts'

/** A wording that may still be empty: a draft is saved at every stage. */
const DraftWording = z.object({ text: z.string().max(400), official: z.boolean(), source: z.string().max(200) })
const DraftWordings = z.record(Language, DraftWording)

/**
 * What an editor decides about the next version; the rest follows. The order is fixed by the national set:
 * recommendation, 2–7 statements, open text, then the organisation's own questions.
 */
export const Draft = z.object({
  languages: z.array(Language).max(12),
  title: z.record(Language, z.string().max(200)),
  /** The standard's statements that are asked. */
  statements: z.array(MeasureCode).max(20),
  /** Own questions in their order; `options` are the choices of a question that has them. */
  own: z.array(z.object({ measure: MeasureCode, options: z.array(DraftWordings).max(12) })).max(20),
  text: DraftWordings,
})
export type Draft = z.infer<typeof Draft>

/** What a draft needs to know of a measure; `wordings` oldest first within a language. */
export type AskableMeasure = {
  readonly code: string
  readonly scale: ScaleId
  readonly options: number
  readonly standard: string | null
  readonly position: number
  readonly wordings: readonly (Wording & { readonly language: Language })[]
}

export const fewestStatements = 2
export const mostStatements = 7

type Previous = VersionContent | null

/** The draft that says the same as a published version. */
export function draftOf(content: VersionContent, measures: readonly AskableMeasure[]): Draft {
  const own = new Set(measures.filter((measure) => measure.standard === null).map((measure) => measure.code))
  const scored = content.items.filter((item) => item.kind !== 'text')
  return {
    languages: [...content.languages],
    title: { ...content.title },
    statements: scored.filter((item) => !own.has(item.measure) && item.kind !== 'nps').map((item) => item.measure),
    own: scored
      .filter((item) => own.has(item.measure))
      .map((item) => ({ measure: item.measure, options: item.kind === 'choice' ? item.options.map((option) => ({ ...option })) : [] })),
    text: { ...content.items.find((item) => item.kind === 'text')?.wordings },
  }
}

export type Composition = {
  /** Null while something is missing that a page cannot do without. */
  readonly content: VersionContent | null
  /** What keeps it from being published; fields are `languages`, `title.<language>`, `statements`, `wording.<measure>.<language>`, `text.<language>`, `own.<measure>.options`, `own.<measure>.options.<n>.<language>`. */
  readonly problems: readonly FieldProblem[]
}

/** The next version as the draft would have it, in the newest wordings, keeping the item ids of the version before. */
export function composeVersion(
  draft: Draft,
  setting: { readonly audience: Audience; readonly measures: readonly AskableMeasure[]; readonly previous: Previous },
): Composition {
  const problems: FieldProblem[] = []
  const byCode = new Map(setting.measures.map((measure) => [measure.code, measure]))
  const recommendation = setting.measures.find((measure) => measure.scale === 'nps' && measure.standard !== null)
  const statements = draft.statements.flatMap((code) => byCode.get(code) ?? []).sort((a, b) => a.position - b.position)
  if (draft.languages.length === 0) problems.push({ field: 'languages', message: 'language-needed' })
  if (statements.length < fewestStatements) problems.push({ field: 'statements', message: 'statements-too-few', params: { minimum: fewestStatements } })
  if (statements.length > mostStatements) problems.push({ field: 'statements', message: 'statements-too-many', params: { maximum: mostStatements } })
  for (const code of [...draft.statements, ...draft.own.map((own) => own.measure)])
    if (!byCode.has(code)) problems.push({ field: `measure.${code}`, message: 'measure-unknown', params: { measure: code } })

  const taken = new Set<string>()
  const idOf = (wanted: string): string => {
    let id = wanted.slice(0, 36)
    for (let n = 2; taken.has(id); n++) id = `${wanted.slice(0, 36)}-${n}`
    taken.add(id)
    return id
  }
  const idOfMeasure = (code: string): string =>
    idOf(
      setting.previous?.items.find((item) => item.kind !== 'text' && item.measure === code)?.id ??
        code.replace(/^(national|child|kin)\./, '').replaceAll('.', '-'),
    )

  const scored = (measure: AskableMeasure, options: Draft['own'][number]['options']): Item => {
    const wordings: Record<Language, Wording> = {}
    for (const language of draft.languages) {
      const newest = measure.wordings.findLast((wording) => wording.language === language)
      if (newest === undefined) problems.push({ field: `wording.${measure.code}.${language}`, message: 'wording-missing', params: { language } })
      else wordings[language] = { text: newest.text, official: newest.official, source: newest.source }
    }
    const common = { id: idOfMeasure(measure.code), measure: measure.code, wordings }
    if (measure.scale !== 'choice') return { kind: measure.scale, ...common }
    if (options.length !== measure.options)
      problems.push({ field: `own.${measure.code}.options`, message: 'options-number', params: { number: measure.options } })
    return { kind: 'choice', ...common, options: options.map((option, n) => written(option, `own.${measure.code}.options.${n}`, draft.languages, problems)) }
  }

  const items: Item[] = [...(recommendation === undefined ? [] : [recommendation]), ...statements].map((measure) => scored(measure, []))
  items.push({
    kind: 'text',
    id: idOf(setting.previous?.items.find((item) => item.kind === 'text')?.id ?? 'text'),
    wordings: written(draft.text, 'text', draft.languages, problems),
  })
  for (const own of draft.own) {
    const measure = byCode.get(own.measure)
    if (measure !== undefined) items.push(scored(measure, own.options))
  }
  const title: Record<Language, string> = {}
  for (const language of draft.languages) {
    const text = draft.title[language]?.trim() ?? ''
    if (text === '') problems.push({ field: `title.${language}`, message: 'missing' })
    else title[language] = text
  }
  const showable = draft.languages.length > 0 && Object.keys(title).length > 0 && items.every((item) => Object.keys(item.wordings).length > 0)
  return { content: showable ? { audience: setting.audience, languages: [...draft.languages], title: title satisfies LocalisedText, items } : null, problems }
}

function written(wordings: Draft['text'], field: string, languages: readonly Language[], problems: FieldProblem[]): Record<Language, Wording> {
  const result: Record<Language, Wording> = {}
  for (const language of languages) {
    const wording = wordings[language]
    if (wording === undefined || wording.text.trim() === '') problems.push({ field: `${field}.${language}`, message: 'missing' })
    else result[language] = { ...wording, text: wording.text.trim() }
  }
  return result
}
