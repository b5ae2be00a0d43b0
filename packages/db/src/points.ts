import type { Channel } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** A collection point as the public finds it: where it points now and which version is the newest there. */
export type PublicPoint = {
  readonly id: number
  readonly code: string
  readonly channel: Channel
  readonly languages: readonly string[]
  readonly closed: boolean
  /** Null when it points nowhere now, or to what has no published version. */
  readonly target: { readonly unitId: number; readonly versionId: number } | null
  /** The unit it points to, or last pointed to. */
  readonly unitId: number | null
}

type PointRow = {
  readonly id: number
  readonly code: string
  readonly channel: Channel
  readonly languages: string[]
  readonly closed: boolean
  readonly unitId: number | null
  readonly current: boolean | null
  readonly versionId: number | null
}

export async function publicPoint({ tenantId, trx }: TenantTransaction, pointId: number, at: Date): Promise<PublicPoint | null> {
  const { rows } = await sql<PointRow>`
    select point.id, point.code, point.channel, point.languages, coalesce(point.closed_at <= ${at}, false) as closed,
      target.unit_id as "unitId", target.valid @> ${at}::timestamptz as current,
      (select version.id from version where version.tenant_id = ${tenantId} and version.questionnaire_id = target.questionnaire_id
        order by version.no desc limit 1) as "versionId"
    from point
    left join lateral (
      select unit_id, questionnaire_id, valid from point_target
      where point_target.tenant_id = ${tenantId} and point_target.point_id = point.id and lower(valid) <= ${at}::timestamptz
      order by lower(valid) desc limit 1
    ) target on true
    where point.tenant_id = ${tenantId} and point.id = ${pointId}`.execute(trx)
  const row = rows[0]
  if (row === undefined) return null
  const { unitId, versionId, current, ...point } = row
  return { ...point, unitId, target: current === true && unitId !== null && versionId !== null ? { unitId, versionId } : null }
}

/** The open ways to give feedback on a unit, for its public page. */
export async function openPointsOfUnit(
  { tenantId, trx }: TenantTransaction,
  unitId: number,
  at: Date,
): Promise<readonly { readonly code: string; readonly channel: Channel; readonly audience: string }[]> {
  const { rows } = await sql<{ code: string; channel: Channel; audience: string }>`
    select distinct on (questionnaire.audience, point.channel) point.code, point.channel, questionnaire.audience
    from point_target target
    join point on point.tenant_id = ${tenantId} and point.id = target.point_id
    join questionnaire on questionnaire.tenant_id = ${tenantId} and questionnaire.id = target.questionnaire_id
    where target.tenant_id = ${tenantId} and target.unit_id = ${unitId} and target.valid @> ${at}::timestamptz
      and (point.closed_at is null or point.closed_at > ${at}) and point.channel in ('qr', 'web')
      and exists (select from version where version.tenant_id = ${tenantId} and version.questionnaire_id = questionnaire.id)
    order by questionnaire.audience, point.channel, point.id desc`.execute(trx)
  return rows
}
