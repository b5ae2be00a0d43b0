import { wilsonInterval } from '@kuulolla/core'
import { givenNumberIn, numberIn, readOracleCsv, textIn } from '../oracle-csv.ts'
import { Cases, difference, type SuiteResult } from '../suite.ts'

/** Wilson's interval, within 1e-9 absolute. The file's other intervals are optional and not what we publish. */
export async function run(path: string): Promise<SuiteResult> {
  const cases = new Cases()
  const within = { absolute: 1e-9 }
  for (const row of await readOracleCsv(path)) {
    cases.check(`${textIn(row, 'x')}/${textIn(row, 'n')} at ${textIn(row, 'conf')}`, () => {
      const x = givenNumberIn(row, 'x')
      const n = givenNumberIn(row, 'n')
      const interval = wilsonInterval(x, n, givenNumberIn(row, 'conf'))
      return [
        difference('p', n === 0 ? null : x / n, { value: numberIn(row, 'p'), within }),
        difference('wilson_lo', interval?.low ?? null, { value: numberIn(row, 'wilson_lo'), within }),
        difference('wilson_hi', interval?.high ?? null, { value: numberIn(row, 'wilson_hi'), within }),
      ]
    })
  }
  return cases.result()
}
