import type { Language } from '../language.ts'
import type { Item, VersionContent } from './content.ts'

export type Difference =
  | { readonly kind: 'added' | 'removed'; readonly item: Item }
  /** The words of an item, or of one of its options (0-based), in one language; null where there was or is none. */
  | {
      readonly kind: 'reworded'
      readonly item: Item
      readonly option: number | null
      readonly language: Language
      readonly before: string | null
      readonly after: string | null
    }
  /** The same words, now (or no longer) an authority's. */
  | { readonly kind: 'standing'; readonly item: Item; readonly language: Language; readonly official: boolean; readonly source: string }
  | { readonly kind: 'scale'; readonly item: Item; readonly before: Item }
  | { readonly kind: 'moved'; readonly item: Item }
  | { readonly kind: 'retitled'; readonly language: Language; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'language-added' | 'language-removed'; readonly language: Language }

/** What changes from one version to the next, in the order of the next. A language that comes or goes is said once, not for every item. */
export function differencesBetween(before: VersionContent, after: VersionContent): readonly Difference[] {
  const differences: Difference[] = []
  for (const language of after.languages) if (!before.languages.includes(language)) differences.push({ kind: 'language-added', language })
  for (const language of before.languages) if (!after.languages.includes(language)) differences.push({ kind: 'language-removed', language })
  const common = after.languages.filter((language) => before.languages.includes(language))
  for (const language of common) {
    const [was, is] = [before.title[language] ?? null, after.title[language] ?? null]
    if (was !== is) differences.push({ kind: 'retitled', language, before: was, after: is })
  }
  const kept = after.items.filter((item) => before.items.some((other) => identity(other) === identity(item))).map(identity)
  const keptBefore = before.items.map(identity).filter((id) => kept.includes(id))
  for (const item of after.items) {
    const old = before.items.find((other) => identity(other) === identity(item))
    if (old === undefined) {
      differences.push({ kind: 'added', item })
      continue
    }
    if (kept.indexOf(identity(item)) !== keptBefore.indexOf(identity(item))) differences.push({ kind: 'moved', item })
    if (old.kind !== item.kind || optionsOf(old).length !== optionsOf(item).length) differences.push({ kind: 'scale', item, before: old })
    for (const language of common) {
      const [was, is] = [old.wordings[language], item.wordings[language]]
      if (was?.text !== is?.text) differences.push({ kind: 'reworded', item, option: null, language, before: was?.text ?? null, after: is?.text ?? null })
      else if (was !== undefined && is !== undefined && was.official !== is.official)
        differences.push({ kind: 'standing', item, language, official: is.official, source: is.source })
      for (const [option, wordings] of optionsOf(item).entries()) {
        const [optionWas, optionIs] = [optionsOf(old)[option]?.[language]?.text ?? null, wordings[language]?.text ?? null]
        if (optionWas !== null && optionWas !== optionIs) differences.push({ kind: 'reworded', item, option, language, before: optionWas, after: optionIs })
      }
    }
  }
  for (const item of before.items) if (!after.items.some((other) => identity(other) === identity(item))) differences.push({ kind: 'removed', item })
  return differences
}

const identity = (item: Item): string => (item.kind === 'text' ? `text:${item.id}` : item.measure)
const optionsOf = (item: Item): Extract<Item, { kind: 'choice' }>['options'] => (item.kind === 'choice' ? item.options : [])
