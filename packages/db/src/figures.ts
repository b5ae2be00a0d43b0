import type { Audience, Channel, DayRange, RespondentRole } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'
import { sumOfCounts } from './tallies.ts'

export type FigureQuery = {
  readonly units: readonly number[]
  /** Without gaps, in order. */
  readonly buckets: readonly DayRange[]
  /** The day whose tree is applied to all days; null: each day's own. */
  readonly treeOf: string | null
  readonly versions: readonly number[]
  /** Length of the widest of those versions' tallies. */
  readonly width: number
  readonly channel?: Channel | undefined
  readonly role?: RespondentRole | undefined
}

export type SummedTally = { readonly unitId: number; readonly bucket: number; readonly versionId: number; readonly counts: readonly number[] }

/**
 * Tallies summed up the tree: per unit asked for (with everything below it), bucket and version.
 * The tree is cut into pieces (unit, days during which it stood below the root); whole months of a piece
 * are read from the monthly tallies when buckets end with months, the days that are left from the daily ones.
 */
export async function sumTallies({ tenantId, trx }: TenantTransaction, query: FigureQuery): Promise<readonly SummedTally[]> {
  const first = query.buckets[0]
  const last = query.buckets.at(-1)
  if (first === undefined || last === undefined || query.versions.length === 0 || query.units.length === 0) return []
  const starts = query.buckets.map((bucket) => bucket.from)
  const monthly = starts.slice(1).every((start) => start.endsWith('-01'))
  const link = query.treeOf === null ? sql`link.valid && below.span` : sql`link.valid @> ${query.treeOf}::date`
  const span = query.treeOf === null ? sql`below.span * link.valid` : sql`below.span`
  const filter = sql`and tally.version_id = any(${[...query.versions]}::integer[])
    ${query.channel === undefined ? sql`` : sql`and tally.channel = ${query.channel}`}
    ${query.role === undefined ? sql`` : sql`and tally.role = ${query.role}`}`
  const { rows } = await sql<SummedTally>`
    with recursive below as (
      select root as root_id, root as unit_id, daterange(${first.from}::date, ${last.to}::date, '[]') as span, 0 as depth
      from unnest(${[...query.units]}::integer[]) as root
      union all
      select below.root_id, link.unit_id, ${span}, below.depth + 1
      from below
      join unit_parent link on link.tenant_id = ${tenantId} and link.parent_id = below.unit_id and ${link}
      where below.depth < 30
    ),
    piece as (
      select root_id, unit_id, lower(span) as first_day, upper(span) as end_day,
        case when ${monthly} then (date_trunc('month', lower(span) - 1) + interval '1 month')::date end as first_month,
        case when ${monthly} then date_trunc('month', upper(span))::date end as end_month
      from (select root_id, unit_id, unnest(range_agg(span)) as span from below group by root_id, unit_id) as merged
    ),
    part as (
      select root_id, unit_id, true as monthly, first_month as from_day, end_month as before_day from piece where first_month < end_month
      union all
      select root_id, unit_id, false, first_day, first_month from piece where first_month < end_month and first_day < first_month
      union all
      select root_id, unit_id, false, end_month, end_day from piece where first_month < end_month and end_month < end_day
      union all
      select root_id, unit_id, false, first_day, end_day from piece where (first_month < end_month) is not true
    ),
    tally as (
      select part.root_id, width_bucket(tally.month, ${starts}::date[]) as bucket, tally.version_id, tally.counts
      from part
      join tally_month tally on tally.tenant_id = ${tenantId} and tally.unit_id = part.unit_id
        and tally.month >= part.from_day and tally.month < part.before_day ${filter}
      where part.monthly
      union all
      select part.root_id, width_bucket(tally.day, ${starts}::date[]), tally.version_id, tally.counts
      from part
      join tally_day tally on tally.tenant_id = ${tenantId} and tally.unit_id = part.unit_id
        and tally.day >= part.from_day and tally.day < part.before_day ${filter}
      where not part.monthly
    )
    select root_id as "unitId", bucket - 1 as bucket, version_id as "versionId", ${sumOfCounts(query.width, 'tally')} as counts
    from tally group by root_id, bucket, version_id order by root_id, bucket, version_id`.execute(trx)
  return rows
}

/** The units that stand directly below `parentId` on some day of the period, or on `treeOf`. */
export async function childUnits(
  { tenantId, trx }: TenantTransaction,
  parentId: number,
  when: { readonly period: DayRange; readonly treeOf: string | null },
): Promise<readonly number[]> {
  const during = when.treeOf === null ? sql`valid && daterange(${when.period.from}::date, ${when.period.to}::date, '[]')` : sql`valid @> ${when.treeOf}::date`
  const { rows } = await sql<{ id: number }>`
    select distinct unit_id as id from unit_parent where tenant_id = ${tenantId} and parent_id = ${parentId} and ${during} order by unit_id`.execute(trx)
  return rows.map((row) => row.id)
}

/** Sheets per channel and role of one unit and everything below it, over one range of days. */
export async function sheetsByChannel(
  { tenantId, trx }: TenantTransaction,
  query: { readonly unitId: number; readonly period: DayRange; readonly treeOf: string | null; readonly versions: readonly number[] },
): Promise<readonly { readonly channel: Channel; readonly role: RespondentRole; readonly sheets: number }[]> {
  const link = query.treeOf === null ? sql`link.valid && below.span` : sql`link.valid @> ${query.treeOf}::date`
  const span = query.treeOf === null ? sql`below.span * link.valid` : sql`below.span`
  const { rows } = await sql<{ channel: Channel; role: RespondentRole; sheets: number }>`
    with recursive below as (
      select ${query.unitId}::integer as unit_id, daterange(${query.period.from}::date, ${query.period.to}::date, '[]') as span, 0 as depth
      union all
      select link.unit_id, ${span}, below.depth + 1 from below
      join unit_parent link on link.tenant_id = ${tenantId} and link.parent_id = below.unit_id and ${link}
      where below.depth < 30
    )
    select tally.channel, tally.role, sum(tally.counts[1])::integer as sheets
    from below
    join tally_day tally on tally.tenant_id = ${tenantId} and tally.unit_id = below.unit_id and tally.day >= lower(below.span) and tally.day < upper(below.span)
      and tally.version_id = any(${[...query.versions]}::integer[])
    group by tally.channel, tally.role order by tally.channel, tally.role`.execute(trx)
  return rows
}

export type AnsweredMonths = { readonly audience: Audience; readonly first: string; readonly last: string }

/** The first and the last month (YYYY-MM) with answers of each audience, in one unit and everything below it. */
export async function answeredMonths(
  { tenantId, trx }: TenantTransaction,
  { unitId, treeOf }: { readonly unitId: number; readonly treeOf: string | null },
): Promise<readonly AnsweredMonths[]> {
  const link = treeOf === null ? sql`link.valid && below.span` : sql`link.valid @> ${treeOf}::date`
  const span = treeOf === null ? sql`below.span * link.valid` : sql`below.span`
  const { rows } = await sql<AnsweredMonths>`
    with recursive below as (
      select ${unitId}::integer as unit_id, daterange('-infinity', 'infinity') as span, 0 as depth
      union all
      select link.unit_id, ${span}, below.depth + 1 from below
      join unit_parent link on link.tenant_id = ${tenantId} and link.parent_id = below.unit_id and ${link}
      where below.depth < 30
    )
    select questionnaire.audience, to_char(min(tally.month), 'YYYY-MM') as first, to_char(max(tally.month), 'YYYY-MM') as last
    from below
    join tally_month tally on tally.tenant_id = ${tenantId} and tally.unit_id = below.unit_id
      and tally.month >= date_trunc('month', greatest(lower(below.span), '1900-01-01'::date))::date and tally.month < coalesce(upper(below.span), 'infinity'::date)
    join version on version.tenant_id = ${tenantId} and version.id = tally.version_id
    join questionnaire on questionnaire.tenant_id = ${tenantId} and questionnaire.id = version.questionnaire_id
    group by questionnaire.audience order by questionnaire.audience`.execute(trx)
  return rows
}
