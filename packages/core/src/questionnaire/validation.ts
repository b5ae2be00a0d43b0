import type { FieldProblem } from '../errors.ts'
import type { Audience, Item, VersionContent, Wordings } from './content.ts'
import { fewestStatements, mostStatements } from './draft.ts'

/** Prefix of the national measures of each audience: nothing is ever asked of the wrong people. */
export const nationalPrefix = { adult: 'national.', child: 'child.', 'next-of-kin': 'kin.' } as const satisfies Record<Audience, string>

/** Own questions after the national ones, and open texts in all: the page stays within a minute and 8 kB. */
export const mostOwnQuestions = 10
export const mostOpenTexts = 3

type Place = { readonly item: Item; readonly index: number }

/**
 * What keeps a version from being published; empty when nothing does. Order of the national set: recommendation (not for
 * children), 2–7 statements, open text, then the organisation's own questions.
 */
export function publishProblems(content: VersionContent): readonly FieldProblem[] {
  return [...orderProblems(content), ...numberProblems(content), ...repetitionProblems(content), ...languageProblems(content)]
}

const isOwn = (item: Item): boolean => item.kind !== 'text' && item.measure.startsWith('own.')

function orderProblems({ audience, items }: VersionContent): FieldProblem[] {
  const problems: FieldProblem[] = []
  const prefix = nationalPrefix[audience]
  const statementKind = audience === 'child' ? 'faces' : 'agree'
  if (audience !== 'child' && !(items[0]?.kind === 'nps' && items[0].measure === `${prefix}nps`)) problems.push({ field: 'items.0', message: 'nps-first' })
  const firstText = items.findIndex((item) => item.kind === 'text')
  if (firstText === -1) problems.push({ field: 'items', message: 'open-text-needed' })
  for (const [index, item] of items.entries()) {
    if (item.kind === 'text') continue
    const field = `items.${index}`
    if (isOwn(item)) {
      if (firstText !== -1 && index < firstText) problems.push({ field, message: 'own-after-national' })
      if (item.kind === 'nps') problems.push({ field, message: 'one-recommendation' })
    } else if (!item.measure.startsWith(prefix)) problems.push({ field, message: 'wrong-audience' })
    else if (item.kind === 'nps' ? index !== 0 || audience === 'child' : item.kind !== statementKind) problems.push({ field, message: 'wrong-scale' })
    else if (firstText !== -1 && index > firstText) problems.push({ field, message: 'national-before-text' })
  }
  return problems
}

function numberProblems({ items }: VersionContent): FieldProblem[] {
  const problems: FieldProblem[] = []
  const statements = items.filter((item) => item.kind !== 'text' && item.kind !== 'nps' && !isOwn(item)).length
  if (statements < fewestStatements) problems.push({ field: 'items', message: 'statements-too-few', params: { minimum: fewestStatements } })
  if (statements > mostStatements) problems.push({ field: 'items', message: 'statements-too-many', params: { maximum: mostStatements } })
  if (items.filter(isOwn).length > mostOwnQuestions) problems.push({ field: 'items', message: 'own-too-many', params: { maximum: mostOwnQuestions } })
  if (items.filter((item) => item.kind === 'text').length > mostOpenTexts)
    problems.push({ field: 'items', message: 'texts-too-many', params: { maximum: mostOpenTexts } })
  return problems
}

function repetitionProblems({ items, languages }: VersionContent): FieldProblem[] {
  const problems: FieldProblem[] = []
  const places = items.map((item, index): Place => ({ item, index }))
  for (const { item, index } of repeated(places, ({ item }) => item.id))
    problems.push({ field: `items.${index}.id`, message: 'id-twice', params: { id: item.id } })
  const scored = places.filter(({ item }) => item.kind !== 'text')
  for (const { item, index } of repeated(scored, ({ item }) => (item.kind === 'text' ? '' : item.measure)))
    problems.push({ field: `items.${index}.measure`, message: 'measure-twice', params: { measure: item.kind === 'text' ? '' : item.measure } })
  if (new Set(languages).size < languages.length) problems.push({ field: 'languages', message: 'language-twice' })
  return problems
}

function* repeated(places: readonly Place[], keyOf: (place: Place) => string): Generator<Place> {
  const seen = new Set<string>()
  for (const place of places) {
    const key = keyOf(place)
    if (seen.has(key)) yield place
    seen.add(key)
  }
}

function languageProblems({ items, languages, title }: VersionContent): FieldProblem[] {
  const problems: FieldProblem[] = []
  const require = (field: string, texts: Wordings | Readonly<Record<string, string>>): void => {
    for (const language of languages)
      if (texts[language] === undefined) problems.push({ field: `${field}.${language}`, message: 'wording-missing', params: { language } })
  }
  require('title', title)
  for (const [index, item] of items.entries()) {
    require(`items.${index}.wordings`, item.wordings)
    if (item.kind === 'choice') for (const [option, wordings] of item.options.entries()) require(`items.${index}.options.${option}`, wordings)
  }
  return problems
}
