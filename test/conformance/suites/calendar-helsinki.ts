import { bucketOf, bucketRange, localDay, utcOffsetMinutes } from '@kuulolla/core'
import { givenNumberIn, readOracleCsv, textIn } from '../oracle-csv.ts'
import { Cases, difference, type SuiteResult } from '../suite.ts'

/** Which day, ISO week, month and quarter an instant falls in; exactly. */
export async function run(path: string): Promise<SuiteResult> {
  const cases = new Cases()
  for (const row of await readOracleCsv(path)) {
    cases.check(textIn(row, 'utc'), () => {
      const instant = new Date(textIn(row, 'utc'))
      const day = localDay(instant)
      const same = (column: string, actual: string): string | null => difference(column, actual, { value: textIn(row, column), within: 'exact' })
      return [
        same('local_date', day),
        same('iso_week', bucketOf(day, 'week')),
        same('week_start', bucketRange(day, 'week').from),
        same('month', bucketOf(day, 'month')),
        same('quarter', bucketOf(day, 'quarter')),
        difference('utc_offset_minutes', utcOffsetMinutes(instant), { value: givenNumberIn(row, 'utc_offset_minutes'), within: 'exact' }),
      ]
    })
  }
  return cases.result()
}
