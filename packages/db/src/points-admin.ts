import type { Audience, Channel, LocalisedText } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type PointRow = {
  readonly id: number
  readonly code: string
  readonly channel: Channel
  readonly name: string
  readonly languages: readonly string[]
  /** ISO instant, null while open. */
  readonly closedAt: string | null
  readonly unitId: number
  readonly unitNames: LocalisedText
  readonly unitEndedOn: string | null
  readonly questionnaireId: number
  readonly questionnaireNames: LocalisedText
  readonly audience: Audience
}

export type PointFilter = {
  /** Only points of these units; null for all. */
  readonly unitIds: readonly number[] | null
  readonly state: 'open' | 'closed' | 'all'
  /** Part of a point's code or name or of its unit's name, in any case. */
  readonly search: string
  /** Only points with a greater id: the last of the page before. */
  readonly after: number
  readonly limit: number
}

const pointColumns = sql`point.id, point.code, point.channel, point.name, point.languages, to_json(point.closed_at)#>>'{}' as "closedAt",
  unit.id as "unitId", unit.names as "unitNames", unit.ended_on as "unitEndedOn",
  questionnaire.id as "questionnaireId", questionnaire.names as "questionnaireNames", questionnaire.audience`

function joined(tenantId: number) {
  return sql`from point
    join point_target target on target.tenant_id = ${tenantId} and target.point_id = point.id and upper_inf(target.valid)
    join unit on unit.tenant_id = ${tenantId} and unit.id = target.unit_id
    join questionnaire on questionnaire.tenant_id = ${tenantId} and questionnaire.id = target.questionnaire_id
    where point.tenant_id = ${tenantId}`
}

export async function pointsWhere({ tenantId, trx }: TenantTransaction, filter: PointFilter): Promise<readonly PointRow[]> {
  const pattern = `%${filter.search.replace(/[\\%_]/g, (special) => `\\${special}`)}%`
  const { rows } = await sql<PointRow>`
    select ${pointColumns} ${joined(tenantId)}
      and point.id > ${filter.after}
      and (${filter.unitIds === null} or target.unit_id = any(${[...(filter.unitIds ?? [])]}::integer[]))
      and (${filter.state} = 'all' or (point.closed_at is null) = (${filter.state} = 'open'))
      and (${filter.search} = '' or point.code like lower(${pattern}) or point.name ilike ${pattern}
        or exists (select from jsonb_each_text(unit.names) each where each.value ilike ${pattern}))
    order by point.id limit ${filter.limit}`.execute(trx)
  return rows
}

export async function pointById({ tenantId, trx }: TenantTransaction, pointId: number): Promise<PointRow | null> {
  const { rows } = await sql<PointRow>`select ${pointColumns} ${joined(tenantId)} and point.id = ${pointId}`.execute(trx)
  return rows[0] ?? null
}

export async function pointsByIds({ tenantId, trx }: TenantTransaction, pointIds: readonly number[]): Promise<readonly PointRow[]> {
  const { rows } = await sql<PointRow>`select ${pointColumns} ${joined(tenantId)} and point.id = any(${[...pointIds]}::integer[]) order by point.id`.execute(
    trx,
  )
  return rows
}

export type NewPoint = {
  readonly code: string
  /** What is found before the tenant is known. */
  readonly hash: Buffer
  readonly channel: Channel
  readonly name: string
  readonly languages: readonly string[]
  readonly unitId: number
  readonly questionnaireId: number
}

/** A point, its door and its first target. Null when the code is taken already: choose another. */
export async function insertPoint({ tenantId, trx }: TenantTransaction, point: NewPoint, at: Date): Promise<number | null> {
  const row = await trx
    .insertInto('point')
    .values({ tenant_id: tenantId, code: point.code, channel: point.channel, name: point.name, languages: [...point.languages] })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  await trx.insertInto('door').values({ tenant_id: tenantId, kind: 'point', hash: point.hash, target: row.id }).execute()
  await openTarget({ tenantId, trx }, row.id, { ...point, at })
  return row.id
}

type Target = { readonly unitId: number; readonly questionnaireId: number; readonly at: Date }

async function openTarget({ tenantId, trx }: TenantTransaction, pointId: number, target: Target): Promise<void> {
  await trx
    .insertInto('point_target')
    .values({
      tenant_id: tenantId,
      point_id: pointId,
      unit_id: target.unitId,
      questionnaire_id: target.questionnaireId,
      valid: sql<string>`tstzrange(${target.at}::timestamptz, null)`,
    })
    .execute()
}

/** Ends what the point points to now and opens the next. A target younger than `at` by nothing at all is replaced, for no period may be empty. */
export async function changeTarget({ tenantId, trx }: TenantTransaction, pointId: number, target: Target): Promise<void> {
  await sql`delete from point_target where tenant_id = ${tenantId} and point_id = ${pointId} and lower(valid) >= ${target.at}::timestamptz`.execute(trx)
  await sql`update point_target set valid = tstzrange(lower(valid), ${target.at}::timestamptz)
    where tenant_id = ${tenantId} and point_id = ${pointId} and valid @> ${target.at}::timestamptz`.execute(trx)
  await openTarget({ tenantId, trx }, pointId, target)
}

export async function updatePoint(
  { tenantId, trx }: TenantTransaction,
  pointId: number,
  change: { readonly name: string; readonly languages: readonly string[] },
): Promise<void> {
  await trx
    .updateTable('point')
    .set({ name: change.name, languages: [...change.languages] })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', pointId)
    .execute()
}

export async function setPointClosed({ tenantId, trx }: TenantTransaction, pointId: number, at: Date | null): Promise<void> {
  await trx.updateTable('point').set({ closed_at: at }).where('tenant_id', '=', tenantId).where('id', '=', pointId).execute()
}

/** Open points of the units, now. */
export async function openPointsOf(
  { tenantId, trx }: TenantTransaction,
  unitIds: readonly number[],
): Promise<readonly { readonly id: number; readonly code: string }[]> {
  const { rows } = await sql<{ id: number; code: string }>`
    select point.id, point.code ${joined(tenantId)} and target.unit_id = any(${[...unitIds]}::integer[]) and point.closed_at is null order by point.id`.execute(
    trx,
  )
  return rows
}

export type PointPeriod = {
  readonly unitId: number
  readonly unitNames: LocalisedText
  readonly questionnaireId: number
  readonly questionnaireNames: LocalisedText
  /** ISO instants; `until` is null for what it points to now. */
  readonly from: string
  readonly until: string | null
}

/** What a code pointed to and when, newest first. */
export async function pointPeriods({ tenantId, trx }: TenantTransaction, pointId: number): Promise<readonly PointPeriod[]> {
  const { rows } = await sql<PointPeriod>`
    select unit.id as "unitId", unit.names as "unitNames", questionnaire.id as "questionnaireId", questionnaire.names as "questionnaireNames",
      to_json(lower(target.valid))#>>'{}' as "from", to_json(upper(target.valid))#>>'{}' as "until"
    from point_target target
    join unit on unit.tenant_id = ${tenantId} and unit.id = target.unit_id
    join questionnaire on questionnaire.tenant_id = ${tenantId} and questionnaire.id = target.questionnaire_id
    where target.tenant_id = ${tenantId} and target.point_id = ${pointId}
    order by lower(target.valid) desc`.execute(trx)
  return rows
}

/** Tells the surveys, when this transaction commits, to forget what they know of these codes. */
export async function announcePoints({ trx }: TenantTransaction, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  await sql`select pg_notify('kuulolla_point', code) from unnest(${[...codes]}::text[]) code`.execute(trx)
}

/** Likewise for every point whose page shows one of these units, one of these questionnaires, or (`'all'`) the tenant. */
export async function announcePointsOf(
  { tenantId, trx }: TenantTransaction,
  of: 'all' | { readonly unitIds: readonly number[] } | { readonly questionnaireId: number } | { readonly serviceCode: string },
): Promise<void> {
  const which =
    of === 'all'
      ? sql`true`
      : 'unitIds' in of
        ? sql`target.unit_id = any(${[...of.unitIds]}::integer[])`
        : 'questionnaireId' in of
          ? sql`target.questionnaire_id = ${of.questionnaireId}`
          : sql`unit.service_code = ${of.serviceCode}`
  await sql`select pg_notify('kuulolla_point', point.code) ${joined(tenantId)} and ${which}`.execute(trx)
}
