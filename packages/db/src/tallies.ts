import type { Layout } from '@kuulolla/core'
import { sql, type RawBuilder } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** A unit's day: what is counted as a whole. */
export type UnitDay = { readonly unitId: number; readonly day: string }

export type VersionLayout = { readonly versionId: number; readonly layout: Layout }

const foldLock = 0x6b75756c

/**
 * One fold of a tenant at a time, until the transaction ends. Without it a slower fold, whose count began before an
 * answer was committed, could overwrite the row of a faster one that has seen it; the answer's mark would be gone by then.
 */
export async function lockTallies({ tenantId, trx }: TenantTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${foldLock}::integer, ${tenantId}::integer)`.execute(trx)
}

/** Takes at most `limit` of the marks that can be seen, oldest first, and says which unit-days they named. Call under `lockTallies`. */
export async function takeStale(
  { tenantId, trx }: TenantTransaction,
  limit: number,
): Promise<{ readonly marks: number; readonly unitDays: readonly UnitDay[] }> {
  const { rows } = await sql<UnitDay & { marks: number }>`
    with taken as (
      delete from stale where tenant_id = ${tenantId} and id in (select id from stale where tenant_id = ${tenantId} order by id limit ${limit})
      returning unit_id, day
    )
    select unit_id as "unitId", day, count(*)::integer as marks from taken group by unit_id, day order by unit_id, day`.execute(trx)
  return { marks: rows.reduce((sum, row) => sum + row.marks, 0), unitDays: rows.map(({ unitId, day }) => ({ unitId, day })) }
}

export async function hasStale({ tenantId, trx }: TenantTransaction): Promise<boolean> {
  const { rows } = await sql<{ pending: boolean }>`select exists (select from stale where tenant_id = ${tenantId}) as pending`.execute(trx)
  return rows[0]?.pending ?? false
}

/** Unit-days that wait to be counted between two days. */
export async function staleUnitDays({ tenantId, trx }: TenantTransaction): Promise<readonly UnitDay[]> {
  const { rows } = await sql<UnitDay>`select distinct unit_id as "unitId", day from stale where tenant_id = ${tenantId}`.execute(trx)
  return rows
}

/** Those of one unit's days from `from` on and before `before` that wait to be counted. No index but the key: marks are few, and every answer would pay for one. */
export async function staleDaysOf(
  { tenantId, trx }: TenantTransaction,
  unitId: number,
  range: { readonly from: string; readonly before: string },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ day: string }>`
    select distinct day from stale
    where tenant_id = ${tenantId} and unit_id = ${unitId} and day >= ${range.from}::date and day < ${range.before}::date`.execute(trx)
  return new Set(rows.map((row) => row.day))
}

/** The first day that is still counted; tallies before it are kept as they are. Null: everything is. */
export async function frozenBefore({ tenantId, trx }: TenantTransaction): Promise<string | null> {
  const row = await trx.selectFrom('horizon').select('frozen_before').where('tenant_id', '=', tenantId).executeTakeFirst()
  return row?.frozen_before ?? null
}

/** Versions that the answers of these unit-days belong to, and those that their months' tallies have counted before. */
export async function versionsAnswered({ tenantId, trx }: TenantTransaction, unitDays: readonly UnitDay[]): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select version_id as id from (${asRows(unitDays)}) as touched
    join response on response.tenant_id = ${tenantId} and response.unit_id = touched.unit_id and response.day = touched.day
    union
    select version_id from (${touchedMonths(unitDays)}) as touched
    join tally_month on tally_month.tenant_id = ${tenantId} and tally_month.unit_id = touched.unit_id and tally_month.month = touched.month`.execute(trx)
  return rows.map((row) => row.id)
}

/** Counts the unit-days again from the answers, less the excluded ones, and replaces their tallies. */
export async function countDays({ tenantId, trx }: TenantTransaction, unitDays: readonly UnitDay[], versions: readonly VersionLayout[]): Promise<void> {
  await sql`
    delete from tally_day using (${asRows(unitDays)}) as touched
    where tally_day.tenant_id = ${tenantId} and tally_day.unit_id = touched.unit_id and tally_day.day = touched.day`.execute(trx)
  if (versions.length === 0) return
  const perVersion = versions.map(
    ({ versionId, layout }) => sql`
      select ${tenantId}::integer, unit_id, day, version_id, channel, role, ${countsOf(layout)}
      from sheet where version_id = ${versionId} group by unit_id, day, version_id, channel, role`,
  )
  await sql`
    with sheet as materialized (
      select response.unit_id, response.day, version_id, channel, role, answers
      from (${asRows(unitDays)}) as touched
      join response on response.tenant_id = ${tenantId} and response.unit_id = touched.unit_id and response.day = touched.day
      where ${notExcluded(tenantId)}
    )
    insert into tally_day (tenant_id, unit_id, day, version_id, channel, role, counts)
    ${sql.join(perVersion, sql` union all `)}`.execute(trx)
}

/** Adds the days of the touched unit-months up again. */
export async function sumMonths({ tenantId, trx }: TenantTransaction, unitDays: readonly UnitDay[], versions: readonly VersionLayout[]): Promise<void> {
  const months = touchedMonths(unitDays)
  await sql`
    delete from tally_month using (${months}) as touched
    where tally_month.tenant_id = ${tenantId} and tally_month.unit_id = touched.unit_id and tally_month.month = touched.month`.execute(trx)
  await sql`
    insert into tally_month (tenant_id, unit_id, month, version_id, channel, role, counts)
    select ${tenantId}, tally_day.unit_id, touched.month, version_id, channel, role, ${sumOfCounts(widthOf(versions), 'tally_day')}
    from (${months}) as touched
    join tally_day on tally_day.tenant_id = ${tenantId} and tally_day.unit_id = touched.unit_id
      and tally_day.day >= touched.month and tally_day.day < touched.next_month
    group by tally_day.unit_id, touched.month, version_id, channel, role`.execute(trx)
}

/** Counts the touched unit-months by language, age group and contact mode; days know nothing of those, so this reads the answers. */
export async function countMonthAttributes(
  { tenantId, trx }: TenantTransaction,
  unitDays: readonly UnitDay[],
  versions: readonly VersionLayout[],
): Promise<void> {
  const months = touchedMonths(unitDays)
  await sql`
    delete from tally_month_attribute as tally using (${months}) as touched
    where tally.tenant_id = ${tenantId} and tally.unit_id = touched.unit_id and tally.month = touched.month`.execute(trx)
  if (versions.length === 0) return
  const perVersion = versions.map(
    ({ versionId, layout }) => sql`
      select ${tenantId}::integer, unit_id, month, version_id, attribute, value, ${countsOf(layout)}
      from sheet where version_id = ${versionId} group by unit_id, month, version_id, attribute, value`,
  )
  await sql`
    with sheet as materialized (
      select response.unit_id, touched.month, version_id, attribute.name as attribute, attribute.value, answers
      from (${months}) as touched
      join response on response.tenant_id = ${tenantId} and response.unit_id = touched.unit_id
        and response.day >= touched.month and response.day < touched.next_month
      cross join lateral (values ('language', language), ('age-group', age_group::text), ('contact-mode', contact_mode)) as attribute (name, value)
      where attribute.value is not null and ${notExcluded(tenantId)}
    )
    insert into tally_month_attribute (tenant_id, unit_id, month, version_id, attribute, value, counts)
    ${sql.join(perVersion, sql` union all `)}`.execute(trx)
}

/** Says how fresh the tenant's tallies are: at `at` nothing was left to count. */
export async function setSwept({ tenantId, trx }: TenantTransaction, at: Date): Promise<void> {
  await trx
    .insertInto('tally_state')
    .values({ tenant_id: tenantId, swept_at: at })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ swept_at: at }))
    .execute()
}

/**
 * Says how fresh the tenant's tallies are, if nothing waits to be counted; true if something does. A mark that a fold
 * under way has taken is still seen here, so nothing is called fresh before it is counted.
 */
export async function setSweptUnlessWaiting({ tenantId, trx }: TenantTransaction, at: Date): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`
    with waiting as materialized (select exists (select from stale where tenant_id = ${tenantId}) as any),
    swept as (
      insert into tally_state (tenant_id, swept_at) select ${tenantId}::integer, ${at}::timestamptz from waiting where not waiting.any
      on conflict (tenant_id) do update set swept_at = greatest(tally_state.swept_at, excluded.swept_at)
    )
    select waiting.any as waiting from waiting`.execute(trx)
  return rows[0]?.waiting ?? true
}

export async function sweptAt({ tenantId, trx }: TenantTransaction): Promise<Date | null> {
  const row = await trx.selectFrom('tally_state').select('swept_at').where('tenant_id', '=', tenantId).executeTakeFirst()
  return row?.swept_at ?? null
}

const longestUnitList = 500

/** Tells everybody who shows figures which units have moved, when this transaction commits; a long list becomes "all". */
export async function announceTallies({ tenantId, trx }: TenantTransaction, unitIds: readonly number[]): Promise<void> {
  const units = unitIds.length > longestUnitList ? [] : unitIds
  await sql`select pg_notify('kuulolla_tally', ${JSON.stringify({ tenant: tenantId, units })})`.execute(trx)
}

/** Sums `counts` of a group position by position. Rows of a narrower version end in nulls, which are cut off. */
export function sumOfCounts(width: number, table: string): RawBuilder<number[]> {
  const sums = Array.from({ length: width }, (_, index) => sql`sum(${sql.ref(`${table}.counts`)}[${sql.lit(index + 1)}])`)
  return sql`array_remove(array[${sql.join(sums)}]::integer[], null)`
}

export const widthOf = (versions: readonly VersionLayout[]): number => Math.max(1, ...versions.map(({ layout }) => layout.tallyLength))

/** `[sheets, (item: does not concern me, code 1 … code k) …]` of a group of answer sheets of one version. */
function countsOf(layout: Layout): RawBuilder<number[]> {
  const cells = layout.entries.flatMap((entry) =>
    Array.from({ length: entry.options + 1 }, (_, code) => sql`count(*) filter (where answers[${sql.lit(entry.answerIndex + 1)}] = ${sql.lit(code)})`),
  )
  return sql`array[${sql.join([sql`count(*)`, ...cells])}]::integer[]`
}

function notExcluded(tenantId: number): RawBuilder<boolean> {
  return sql`not exists (
    select from exclusion where exclusion.tenant_id = ${tenantId} and exclusion.day = response.day and exclusion.response_id = response.id)`
}

function asRows(unitDays: readonly UnitDay[]): RawBuilder<UnitDay> {
  return sql`select unit_id, day from unnest(${unitDays.map((each) => each.unitId)}::integer[], ${unitDays.map((each) => each.day)}::date[]) as touched (unit_id, day)`
}

/** `next_month` is a date of its own: under row-level security only date against date may use the index. */
function touchedMonths(unitDays: readonly UnitDay[]): RawBuilder<{ unit_id: number; month: string; next_month: string }> {
  const months = new Map(unitDays.map(({ unitId, day }) => [`${unitId} ${day.slice(0, 7)}`, { unitId, day: `${day.slice(0, 7)}-01` }]))
  const list = [...months.values()]
  return sql`
    select unit_id, month, (month + interval '1 month')::date as next_month
    from unnest(${list.map((each) => each.unitId)}::integer[], ${list.map((each) => each.day)}::date[]) as touched (unit_id, month)`
}
