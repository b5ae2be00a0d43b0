import { countWithin, meanInterval, momentsOf, wilsonInterval } from '@kuulolla/core'
import { givenNumberIn, numberIn, readOracleCsv, textIn } from '../oracle-csv.ts'
import { byDefault, Cases, difference, type SuiteResult, type Tolerance } from '../suite.ts'

const steps = ['c1', 'c2', 'c3', 'c4', 'c5'] as const

/** Mean, deviation, t interval and boxes of a five-step statement; within 1e-9, t itself within 1e-8. */
export async function run(path: string): Promise<SuiteResult> {
  const cases = new Cases()
  for (const row of await readOracleCsv(path)) {
    cases.check(`${steps.map((step) => textIn(row, step)).join(',')} at ${textIn(row, 'conf')}`, () => {
      const confidence = givenNumberIn(row, 'conf')
      const scores = { firstScore: 1, counts: steps.map((step) => givenNumberIn(row, step)) }
      const { n, mean, sd } = momentsOf(scores)
      const interval = meanInterval(scores, confidence)
      const share = (low: number, high: number): number | null => (n === 0 ? null : countWithin(scores, low, high) / n)
      const wilson = wilsonInterval(countWithin(scores, 4, 5), n, confidence)
      const same = (column: string, actual: number | null | undefined, within: Tolerance = byDefault): string | null =>
        difference(column, actual ?? null, { value: numberIn(row, column), within })
      return [
        // The file leaves n empty where there are no answers.
        difference('n', n, { value: numberIn(row, 'n') ?? 0, within: 'exact' }),
        same('mean', mean),
        same('sd', sd),
        same('se', interval?.standardError),
        same('t_crit', interval?.critical, { relative: 1e-8 }),
        same('t_lo', interval?.low),
        same('t_hi', interval?.high),
        same('t_lo_clipped', interval?.clippedLow),
        same('t_hi_clipped', interval?.clippedHigh),
        same('top_box_5', share(5, 5)),
        same('top2_box_45', share(4, 5)),
        same('bottom2_box_12', share(1, 2)),
        same('top2_wilson_lo', wilson?.low),
        same('top2_wilson_hi', wilson?.high),
      ]
    })
  }
  return cases.result()
}
