import type { Layout, LayoutEntry } from '../questionnaire/layout.ts'
import { notConcerned } from '../questionnaire/scale.ts'

/**
 * Counts of one questionnaire version: `[sheets, (item: does not concern me, code 1 … code k) …]`, laid out by `layoutOf`.
 * Tallies of one version form a commutative monoid under `mergeTallies`, so any union of disjoint unit-days is exact.
 */
export type Tally = readonly number[]

export const emptyTally = (layout: Layout): number[] => Array.from({ length: layout.tallyLength }, () => 0)

/** Counts answer sheets one by one: the independent check of the SQL that counts in the database. */
export function tallyOf(layout: Layout, sheets: Iterable<readonly number[]>): Tally {
  const counts = emptyTally(layout)
  for (const sheet of sheets) {
    counts[0] = (counts[0] ?? 0) + 1
    for (const entry of layout.entries) {
      const code = sheet[entry.answerIndex]
      if (code === undefined || code < notConcerned || code > entry.options) continue
      const at = entry.tallyOffset + code
      counts[at] = (counts[at] ?? 0) + 1
    }
  }
  return counts
}

/** Adds tallies of one version; both have the version's length. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  return a.map((count, index) => count + (b[index] ?? 0))
}

/** What one item was answered: `counts[i]` answers had the score `firstScore + i`. */
export type Histogram = {
  readonly sheets: number
  readonly notConcerned: number
  readonly firstScore: number
  readonly counts: readonly number[]
}

export function histogramOf(entry: LayoutEntry, tally: Tally): Histogram {
  return {
    sheets: tally[0] ?? 0,
    notConcerned: tally[entry.tallyOffset] ?? 0,
    firstScore: entry.firstScore,
    counts: tally.slice(entry.tallyOffset + 1, entry.tallyOffset + 1 + entry.options),
  }
}
