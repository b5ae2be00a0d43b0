import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { adjustedWaldNps, momentsOf, npsOf, waldNps } from '@kuulolla/core'
import { byDefault, Cases, difference, type SuiteResult, type Tolerance } from '../suite.ts'

const number = z.number().nullable().optional()
const File = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      hist_0_10: z.array(z.int()).length(11),
      conf: z.number(),
      expected: z.object({
        n: z.int(),
        promoters: z.int(),
        passives: z.int(),
        detractors: z.int(),
        promoter_share: number,
        detractor_share: number,
        nps: number,
        mean: number,
        sd: number,
        variance_unit: number,
        wald: z.object({ se: z.number(), lower: z.number(), upper: z.number() }).nullable(),
        adjusted_wald: z
          .object({ center: z.number(), se: z.number(), lower: z.number(), upper: z.number(), lower_clipped: z.number(), upper_clipped: z.number() })
          .nullable(),
      }),
    }),
  ),
})

/** NPS, its variance, Wald and adjusted Wald; within 1e-9. Tango's interval in the file is for reference only. */
export async function run(path: string): Promise<SuiteResult> {
  const cases = new Cases()
  const file = File.parse(JSON.parse(await readFile(path, 'utf8')))
  for (const { id, hist_0_10: counts, conf, expected } of file.cases) {
    cases.check(id, () => {
      const scores = { firstScore: 0, counts }
      const nps = npsOf(scores)
      const { mean, sd } = momentsOf(scores)
      const share = (group: number): number | null => (nps.n === 0 ? null : group / nps.n)
      const wald = waldNps(nps, conf)
      const adjusted = adjustedWaldNps(nps, conf)
      const same = (field: string, actual: number | null | undefined, value: number | null | undefined, within: Tolerance = byDefault): string | null =>
        // What the file does not state for a case is not compared.
        value === undefined ? null : difference(field, actual ?? null, { value, within })
      return [
        same('n', nps.n, expected.n, 'exact'),
        same('promoters', nps.promoters, expected.promoters, 'exact'),
        same('passives', nps.passives, expected.passives, 'exact'),
        same('detractors', nps.detractors, expected.detractors, 'exact'),
        same('promoter_share', share(nps.promoters), expected.promoter_share),
        same('detractor_share', share(nps.detractors), expected.detractor_share),
        same('nps', nps.nps, expected.nps),
        same('mean', mean, expected.mean),
        same('sd', sd, expected.sd),
        same('variance_unit', nps.variance, expected.variance_unit),
        same('wald', wald && 1, expected.wald && 1, 'exact'),
        same('wald.se', wald?.standardError, expected.wald?.se),
        same('wald.lower', wald?.low, expected.wald?.lower),
        same('wald.upper', wald?.high, expected.wald?.upper),
        same('adjusted_wald', adjusted && 1, expected.adjusted_wald && 1, 'exact'),
        same('adjusted_wald.center', adjusted?.centre, expected.adjusted_wald?.center),
        same('adjusted_wald.se', adjusted?.standardError, expected.adjusted_wald?.se),
        same('adjusted_wald.lower', adjusted?.low, expected.adjusted_wald?.lower),
        same('adjusted_wald.upper', adjusted?.high, expected.adjusted_wald?.upper),
        same('adjusted_wald.lower_clipped', adjusted?.clippedLow, expected.adjusted_wald?.lower_clipped),
        same('adjusted_wald.upper_clipped', adjusted?.clippedHigh, expected.adjusted_wald?.upper_clipped),
      ]
    })
  }
  return cases.result()
}
