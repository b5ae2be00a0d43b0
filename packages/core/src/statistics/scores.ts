/** How many answers had each score: `counts[i]` had `firstScore + i`. */
export type ScoreCounts = { readonly firstScore: number; readonly counts: readonly number[] }

/** @throws RangeError unless every count is a whole number from 0. */
export function totalOf(scores: ScoreCounts): number {
  return countWithin(scores, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
}

/** Answers with a score from `low` to `high`, both included. @throws RangeError as `totalOf`. */
export function countWithin({ firstScore, counts }: ScoreCounts, low: number, high: number): number {
  let total = 0
  for (const [index, count] of counts.entries()) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`)
    const score = firstScore + index
    if (score >= low && score <= high) total += count
  }
  return total
}
