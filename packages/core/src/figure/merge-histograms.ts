import type { Histogram } from '../tally/tally.ts'

const none = (firstScore: number): Histogram => ({ sheets: 0, notConcerned: 0, firstScore, counts: [] })

/**
 * Adds up what one measure was answered in several units, days or versions; the order does not matter.
 * A version with fewer options lacks the last ones. @throws RangeError for scales that begin at different scores, or no histogram.
 */
export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const [first] = histograms
  if (first === undefined) throw new RangeError('nothing to merge')
  return histograms.reduce(add, none(first.firstScore))
}

function add(a: Histogram, b: Histogram): Histogram {
  if (a.firstScore !== b.firstScore) throw new RangeError(`scales of one measure begin at ${a.firstScore} and ${b.firstScore}`)
  const length = Math.max(a.counts.length, b.counts.length)
  return {
    sheets: a.sheets + b.sheets,
    notConcerned: a.notConcerned + b.notConcerned,
    firstScore: a.firstScore,
    counts: Array.from({ length }, (_, index) => (a.counts[index] ?? 0) + (b.counts[index] ?? 0)),
  }
}
