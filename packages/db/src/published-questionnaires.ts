import { VersionContent, type LocalisedText } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type PublishedVersion = { readonly id: number; readonly no: number; readonly content: VersionContent }

/** A published version's content; it never changes. */
export async function publishedVersion({ tenantId, trx }: TenantTransaction, versionId: number): Promise<PublishedVersion | null> {
  const row = await trx.selectFrom('version').select(['id', 'no', 'content']).where('tenant_id', '=', tenantId).where('id', '=', versionId).executeTakeFirst()
  return row === undefined ? null : { id: row.id, no: row.no, content: VersionContent.parse(row.content) }
}

/** What a survey page says of the unit it belongs to. */
export type SurveyUnit = {
  readonly id: number
  readonly names: LocalisedText
  readonly serviceCode: string | null
  readonly serviceNames: LocalisedText | null
  readonly contact: { readonly email?: string | null; readonly phone?: string | null; readonly address?: string | null }
  readonly endedOn: string | null
  /** Statements that the unit's service asks; null for all of them. */
  readonly asks: readonly string[] | null
}

export async function surveyUnit({ tenantId, trx }: TenantTransaction, unitId: number): Promise<SurveyUnit | null> {
  const { rows } = await sql<SurveyUnit>`
    select unit.id, unit.names, unit.service_code as "serviceCode", service.names as "serviceNames", unit.contact, unit.ended_on as "endedOn",
      (select array_agg(statement.measure_code) from service_statement statement
        where statement.tenant_id = ${tenantId} and statement.service_code = unit.service_code) as asks
    from unit
    left join service on service.tenant_id = ${tenantId} and service.code = unit.service_code
    where unit.tenant_id = ${tenantId} and unit.id = ${unitId}`.execute(trx)
  return rows[0] ?? null
}
