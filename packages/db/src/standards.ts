import { scales, standardWordings, type Standard } from '@kuulolla/core'
import type { TenantTransaction } from './connection.ts'

/** Copies a standard's measures and wordings to the tenant, under the standard's codes. */
export async function insertStandard({ tenantId, trx }: TenantTransaction, standard: Standard): Promise<void> {
  await trx
    .insertInto('measure')
    .values(
      standard.measures.map((measure, index) => ({
        tenant_id: tenantId,
        code: measure.code,
        audience: standard.audience,
        scale: measure.scale,
        options: scales[measure.scale].options,
        direction: 'increase',
        standard: standard.code,
        standard_version: standard.version,
        position: index + 1,
        names: JSON.stringify(measure.names),
      })),
    )
    .execute()
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
