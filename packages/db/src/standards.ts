import { scales, standardWordings, type Standard, type StandardMeasure } from '@kuulolla/core'
import type { TenantTransaction } from './connection.ts'

/** Copies a standard's measures and wordings to the tenant, under the standard's codes. */
export async function insertStandard(tx: TenantTransaction, standard: Standard): Promise<void> {
  const { tenantId, trx } = tx
  await insertStandardMeasures(tx, standard, standard.measures)
  await trx
    .insertInto('wording')
    .values(
      standard.measures.flatMap((measure) =>
        Object.entries(standardWordings(measure.wordings)).map(([language, wording]) => ({
          tenant_id: tenantId,
          measure_code: measure.code,
          language,
          text: wording.text,
          official: wording.official,
          source: wording.source,
        })),
      ),
    )
    .execute()
}

/** Some of a standard's measures, at their places in its order, without wordings. */
export async function insertStandardMeasures({ tenantId, trx }: TenantTransaction, standard: Standard, measures: readonly StandardMeasure[]): Promise<void> {
  if (measures.length === 0) return
  await trx
    .insertInto('measure')
    .values(
      measures.map((measure) => ({
        tenant_id: tenantId,
        code: measure.code,
        audience: standard.audience,
        scale: measure.scale,
        options: scales[measure.scale].options,
        direction: 'increase',
        standard: standard.code,
        standard_version: standard.version,
        position: standard.measures.findIndex(({ code }) => code === measure.code) + 1,
        names: JSON.stringify(measure.names),
      })),
    )
    .execute()
}
