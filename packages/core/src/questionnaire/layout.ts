import type { ScoredItem, VersionContent } from './content.ts'
import { scales, type ScaleId } from './scale.ts'

/**
 * Where each scored item of a version stands in an answer sheet's array and in a tally's array.
 * Derived from the version's content alone, so it is as immutable as the version.
 */
export type LayoutEntry = {
  readonly item: string
  readonly measure: string
  readonly scale: ScaleId
  readonly options: number
  readonly firstScore: number
  readonly mayNotConcern: boolean
  /** Index of the item's code in `response.answers` (0-based). */
  readonly answerIndex: number
  /** Index of the item's "does not concern me" count in a tally (0-based); the counts of codes 1…options follow it. */
  readonly tallyOffset: number
}

export type Layout = {
  readonly entries: readonly LayoutEntry[]
  /** Length of a tally's array: `[sheets, (item: does not concern me, code 1 … code k) …]`. */
  readonly tallyLength: number
}

export function layoutOf(content: VersionContent): Layout {
  const entries: LayoutEntry[] = []
  let tallyOffset = 1
  for (const item of content.items) {
    if (item.kind === 'text') continue
    const { options, firstScore, mayNotConcern } = scaleOf(item)
    entries.push({ item: item.id, measure: item.measure, scale: item.kind, options, firstScore, mayNotConcern, answerIndex: entries.length, tallyOffset })
    tallyOffset += 1 + options
  }
  return { entries, tallyLength: tallyOffset }
}

export function scaleOf(item: ScoredItem): { readonly options: number; readonly firstScore: number; readonly mayNotConcern: boolean } {
  return item.kind === 'choice' ? { options: item.options.length, firstScore: 1, mayNotConcern: true } : scales[item.kind]
}
