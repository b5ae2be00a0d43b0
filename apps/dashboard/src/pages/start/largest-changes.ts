import { changeBetween, type Figure } from '@kuulolla/core'
import { compareIntervals } from '../../figures/rows.ts'

export type Change = { readonly now: Figure; readonly before: Figure; readonly size: number; readonly verdict: ReturnType<typeof compareIntervals> }

/** With fewer answers in either period, a difference that chance may explain is not worth a word. */
const fewest = 30

/** The `most` largest differences of NPS between two periods, those that chance hardly explains first. A difference of nought is none. */
export function largestChanges(now: readonly Figure[], before: readonly Figure[], most: number): readonly Change[] {
  const earlier = new Map(before.filter((figure) => figure.statistic === 'nps').map((figure) => [figure.unitId, figure]))
  return now
    .flatMap((figure): readonly Change[] => {
      const previous = earlier.get(figure.unitId)
      if (figure.statistic !== 'nps' || previous === undefined) return []
      const size = changeBetween(figure.value, previous.value)
      if (size === null || Math.round(size) === 0) return []
      const verdict = compareIntervals(figure, previous)
      return verdict === 'apart' || Math.min(answersIn(figure), answersIn(previous)) >= fewest ? [{ now: figure, before: previous, size, verdict }] : []
    })
    .sort((a, b) => Number(b.verdict === 'apart') - Number(a.verdict === 'apart') || Math.abs(b.size) - Math.abs(a.size))
    .slice(0, most)
}

const answersIn = ({ value }: Figure): number => (value.state === 'shown' ? value.n : 0)
