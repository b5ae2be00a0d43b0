import type { FieldProblem } from '../errors.ts'
import type { Item, ScoredItem, VersionContent } from '../questionnaire/content.ts'
import { scaleOf } from '../questionnaire/layout.ts'
import { notAsked, notConcerned, skipped } from '../questionnaire/scale.ts'
import { hasIdentityCode } from './identity-code.ts'

/** What a form sent; URLSearchParams is one. */
export type FormValues = { getAll(name: string): readonly string[] }

/** Most characters of one open text. */
export const longestText = 4000

/** Name of an item's form field. No other field of the form begins so. */
export const fieldOf = (item: Pick<Item, 'id'>): string => `q-${item.id}`

/** What a form sends for "does not concern me"; other options send their score ("0" … "10", "1" … "5"). */
export const notConcernedValue = 'na'

export type DecodedAnswers = {
  /** One code per scored item, laid out by the version. */
  readonly answers: readonly number[]
  readonly texts: readonly { readonly item: string; readonly body: string }[]
}
export type Decoding = { readonly ok: true; readonly value: DecodedAnswers } | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/**
 * The measures that a service asks: the recommendation and own questions always; of the standard's statements those
 * that `asks` names, all if it is null.
 */
export function isAsked(item: ScoredItem, asks: readonly string[] | null): boolean {
  return asks === null || item.kind === 'nps' || item.measure.startsWith('own.') || asks.includes(item.measure)
}

/**
 * A form's answers in stored codes, or what is wrong by field. Nothing is required but one answer or a text.
 * What was asked when the form was rendered but is asked no longer keeps the answer it was given.
 */
export function decodeAnswers(content: VersionContent, form: FormValues, asks: readonly string[] | null): Decoding {
  const problems: FieldProblem[] = []
  const answers: number[] = []
  const texts: { item: string; body: string }[] = []
  for (const item of content.items) {
    const field = fieldOf(item)
    const [value = '', ...more] = form.getAll(field)
    if (more.length > 0) problems.push({ field, message: 'wrong-form' })
    if (item.kind === 'text') {
      const body = cleanText(value)
      const problem = textProblem(field, body, longestText)
      if (problem !== null) problems.push(problem)
      else if (body !== '') texts.push({ item: item.id, body })
      continue
    }
    const code = value === '' ? (isAsked(item, asks) ? skipped : notAsked) : codeOf(item, value)
    if (code === null) problems.push({ field, message: 'no-such-option' })
    answers.push(code ?? skipped)
  }
  const first = content.items[0]
  if (problems.length === 0 && texts.length === 0 && answers.every((code) => code < notConcerned) && first !== undefined)
    problems.push({ field: fieldOf(first), message: 'nothing-answered' })
  return problems.length === 0 ? { ok: true, value: { answers, texts } } : { ok: false, problems }
}

function codeOf(item: ScoredItem, value: string): number | null {
  const { options, firstScore, mayNotConcern } = scaleOf(item)
  if (value === notConcernedValue) return mayNotConcern ? notConcerned : null
  if (!/^\d{1,2}$/.test(value)) return null
  const code = Number(value) - firstScore + 1
  return code >= 1 && code <= options ? code : null
}

/** Line ends as one character, nothing that cannot be stored or seen, no space around. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}

/** What keeps a text from being stored: its length in characters, or an identity code in it. */
export function textProblem(field: string, text: string, maximum: number): FieldProblem | null {
  if (text.length > maximum && Array.from(text).length > maximum) return { field, message: 'too-long', params: { maximum } }
  return hasIdentityCode(text) ? { field, message: 'identity-code' } : null
}
