import type { Channel, RespondentRole } from '@kuulolla/core'
import { sql } from 'kysely'
import type { Db, TenantTransaction } from './connection.ts'
import type { UnitDay } from './tallies.ts'

export type ResponseKey = { readonly day: string; readonly id: string }

/** Names an answer outside without its id, which begins with its day: unit, week and a digest. */
export type AnswerHandle = { readonly unitId: number; readonly week: string; readonly digest: string }
export type LocatedResponse = ResponseKey & AnswerHandle

const weekOf = (table: string) => sql<string>`to_char(${sql.ref(`${table}.day`)}, 'IYYY-"W"IW')`
const digestOf = (table: string, id: string) => sql<string>`left(encode(sha256(convert_to(${sql.ref(`${table}.${id}`)}::text, 'UTF8')), 'hex'), 32)`

export async function responseByKey({ tenantId, trx }: TenantTransaction, key: ResponseKey): Promise<LocatedResponse | null> {
  const { rows } = await sql<LocatedResponse>`
    select day, id, unit_id as "unitId", ${weekOf('response')} as week, ${digestOf('response', 'id')} as digest
    from response where tenant_id = ${tenantId} and day = ${key.day}::date and id = ${key.id}::uuid`.execute(trx)
  return rows[0] ?? null
}

/** Looks through the unit's answers of that week. */
export async function responseByHandle({ tenantId, trx }: TenantTransaction, { unitId, week, digest }: AnswerHandle): Promise<LocatedResponse | null> {
  const { rows } = await sql<LocatedResponse>`
    select day, id, unit_id as "unitId", ${week} as week, ${digest} as digest
    from response, (select to_date(${week.replace('W', '')}, 'IYYY-IW') as monday) as asked
    where tenant_id = ${tenantId} and unit_id = ${unitId} and day >= monday and day < monday + 7 and ${digestOf('response', 'id')} = ${digest}`.execute(trx)
  return rows[0] ?? null
}

export type ExcludedRow = AnswerHandle & {
  readonly reason: string
  readonly note: string | null
  readonly actor: string
  readonly excludedAt: Date
}

/** What is left out of the figures of these units and days, the newest decision first. */
export async function excludedAnswers(
  { tenantId, trx }: TenantTransaction,
  query: { readonly units: readonly number[]; readonly from: string; readonly to: string; readonly limit: number },
): Promise<readonly ExcludedRow[]> {
  const { rows } = await sql<ExcludedRow>`
    select response.unit_id as "unitId", ${weekOf('response')} as week, ${digestOf('response', 'id')} as digest,
      exclusion.reason, exclusion.note, exclusion.actor, exclusion.excluded_at as "excludedAt"
    from exclusion
    join response on response.tenant_id = ${tenantId} and response.day = exclusion.day and response.id = exclusion.response_id
    where exclusion.tenant_id = ${tenantId} and exclusion.day between ${query.from}::date and ${query.to}::date
      and response.unit_id = any(${[...query.units]}::integer[])
    order by exclusion.excluded_at desc, digest limit ${query.limit}`.execute(trx)
  return rows
}

/** False when it is excluded already. */
export async function insertExclusion(
  { tenantId, trx }: TenantTransaction,
  exclusion: ResponseKey & { readonly reason: string; readonly note: string | null; readonly actor: string },
): Promise<boolean> {
  const row = await trx
    .insertInto('exclusion')
    .values({ tenant_id: tenantId, day: exclusion.day, response_id: exclusion.id, reason: exclusion.reason, note: exclusion.note, actor: exclusion.actor })
    .onConflict((conflict) => conflict.doNothing())
    .returning('response_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteExclusion({ tenantId, trx }: TenantTransaction, key: ResponseKey): Promise<boolean> {
  const row = await trx
    .deleteFrom('exclusion')
    .where('tenant_id', '=', tenantId)
    .where('day', '=', key.day)
    .where('response_id', '=', key.id)
    .returning('response_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes answer sheets with their texts and exclusions; gives back the unit-days they stood on. */
export async function deleteResponses({ tenantId, trx }: TenantTransaction, keys: readonly ResponseKey[]): Promise<readonly UnitDay[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<UnitDay>`
    delete from response using unnest(${keys.map((key) => key.day)}::date[], ${keys.map((key) => key.id)}::uuid[]) as gone (day, id)
    where response.tenant_id = ${tenantId} and response.day = gone.day and response.id = gone.id
    returning response.unit_id as "unitId", response.day`.execute(trx)
  return rows
}

/** Forgets an erased sheet in the import's books too: its tombstone stays, so that it cannot come in again. */
export async function buryImported({ tenantId, trx }: TenantTransaction, key: ResponseKey): Promise<void> {
  const { rows } = await sql<{ source: string; externalId: string }>`
    update import_register set deleted = true, day = null, response_id = null
    where tenant_id = ${tenantId} and day = ${key.day}::date and response_id = ${key.id}::uuid
    returning source, external_id as "externalId"`.execute(trx)
  for (const row of rows) {
    await sql`delete from import_change where tenant_id = ${tenantId} and target = ${`answer:${row.source}:${row.externalId}`}`.execute(trx)
  }
}

export type CountedSheet = {
  readonly day: string
  readonly versionId: number
  readonly channel: Channel
  readonly role: RespondentRole
  readonly language: string
  readonly ageGroup: number | null
  readonly contactMode: string | null
  readonly answers: readonly number[]
}

/** Sheets of one unit and range of days that count, in no order that tells anything. */
export async function countedSheets(
  { tenantId, trx }: TenantTransaction,
  unitId: number,
  range: { readonly from: string; readonly before: string },
): Promise<readonly CountedSheet[]> {
  const { rows } = await sql<CountedSheet>`
    select day, version_id as "versionId", channel, role, language, age_group as "ageGroup", contact_mode as "contactMode", answers
    from response
    where tenant_id = ${tenantId} and unit_id = ${unitId} and day >= ${range.from}::date and day < ${range.before}::date
      and not exists (select from exclusion where exclusion.tenant_id = ${tenantId} and exclusion.day = response.day and exclusion.response_id = response.id)
    order by day, id`.execute(trx)
  return rows
}

export type StoredTallies = {
  readonly days: readonly {
    readonly day: string
    readonly versionId: number
    readonly channel: string
    readonly role: string
    readonly counts: readonly number[]
  }[]
  readonly months: readonly { readonly versionId: number; readonly channel: string; readonly role: string; readonly counts: readonly number[] }[]
  readonly attributes: readonly { readonly versionId: number; readonly attribute: string; readonly value: string; readonly counts: readonly number[] }[]
}

/** What the tallies say of one unit and month (its first day). */
export async function storedTallies({ tenantId, trx }: TenantTransaction, unitId: number, month: string): Promise<StoredTallies> {
  const days = await sql<StoredTallies['days'][number]>`
    select day, version_id as "versionId", channel, role, counts from tally_day
    where tenant_id = ${tenantId} and unit_id = ${unitId} and day >= ${month}::date and day < (${month}::date + interval '1 month')::date`.execute(trx)
  const months = await sql<StoredTallies['months'][number]>`
    select version_id as "versionId", channel, role, counts from tally_month
    where tenant_id = ${tenantId} and unit_id = ${unitId} and month = ${month}::date`.execute(trx)
  const attributes = await sql<StoredTallies['attributes'][number]>`
    select version_id as "versionId", attribute, value, counts from tally_month_attribute
    where tenant_id = ${tenantId} and unit_id = ${unitId} and month = ${month}::date`.execute(trx)
  return { days: days.rows, months: months.rows, attributes: attributes.rows }
}

/** The first and the last day that answers or tallies are of, by a few probes of the indexes for each unit; null when there are none. */
export async function countedSpan({ tenantId, trx }: TenantTransaction): Promise<{ readonly first: string; readonly last: string } | null> {
  const ends = (table: string, day: string) => sql`
    (select ${sql.ref(day)} as day from ${sql.table(table)} where tenant_id = ${tenantId} and unit_id = unit.id order by ${sql.ref(day)} limit 1)
    union all (select ${sql.ref(day)} from ${sql.table(table)} where tenant_id = ${tenantId} and unit_id = unit.id order by ${sql.ref(day)} desc limit 1)`
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select min(day) as first, max(day) as last from unit
    cross join lateral (${sql.join(
      [ends('response', 'day'), ends('tally_day', 'day'), ends('tally_month', 'month'), ends('tally_month_attribute', 'month')],
      sql` union all `,
    )}) as found
    where unit.tenant_id = ${tenantId}`.execute(trx)
  const { first = null, last = null } = rows[0] ?? {}
  return first === null || last === null ? null : { first, last }
}

/** The units, each with those of the months (their first days), that have answers or tallies: probes of indexes, whatever the number of answers. */
export async function countedMonths(
  { tenantId, trx }: TenantTransaction,
  wanted: { readonly months: readonly string[]; readonly units: readonly number[] | null },
): Promise<readonly { readonly unitId: number; readonly month: string }[]> {
  const { rows } = await sql<{ unitId: number; month: string }>`
    select unit.id as "unitId", month from unit
    cross join (select month, (month + interval '1 month')::date as before from unnest(${[...wanted.months]}::date[]) as asked (month)) as asked
    where unit.tenant_id = ${tenantId} and (${wanted.units}::integer[] is null or unit.id = any(${wanted.units}::integer[])) and (
      exists (select from response where tenant_id = ${tenantId} and unit_id = unit.id and day >= month and day < before)
      or exists (select from tally_day where tenant_id = ${tenantId} and unit_id = unit.id and day >= asked.month and day < before)
      or exists (select from tally_month where tenant_id = ${tenantId} and unit_id = unit.id and tally_month.month = asked.month)
      or exists (select from tally_month_attribute where tenant_id = ${tenantId} and unit_id = unit.id and tally_month_attribute.month = asked.month))
    order by unit.id, month`.execute(trx)
  return rows
}

export type TextRow = {
  readonly responseId: string
  readonly item: string
  readonly day: string
  readonly language: string
  readonly unitId: number
  readonly body: string
}

/** Texts of units and days whose sheet counts, newest first by ISO week, then in the random order of the sheets' keys. */
export async function readFreeTexts(
  { tenantId, trx }: TenantTransaction,
  query: {
    readonly units: readonly number[]
    readonly from: string
    readonly to: string
    readonly versions: readonly number[]
    readonly after: { readonly week: string; readonly key: string } | null
    readonly limit: number
  },
): Promise<readonly (Omit<TextRow, 'day' | 'responseId'> & { readonly week: string; readonly key: string; readonly digest: string })[]> {
  // The key is a digest: a sheet's id begins with its day, and nothing finer than the week may leave.
  const { rows } = await sql<Omit<TextRow, 'day' | 'responseId'> & { week: string; key: string; digest: string }>`
    select item, language, "unitId", body, week, key, digest from (
      select free_text.item, free_text.language, free_text.unit_id as "unitId", free_text.body, to_char(free_text.day, 'IYYY-"W"IW') as week,
        md5(free_text.response_id::text || free_text.item) as key, ${digestOf('free_text', 'response_id')} as digest
      from free_text
      join response on response.tenant_id = ${tenantId} and response.day = free_text.day and response.id = free_text.response_id
      where free_text.tenant_id = ${tenantId} and free_text.unit_id = any(${[...query.units]}::integer[])
        and free_text.day between ${query.from}::date and ${query.to}::date and response.version_id = any(${[...query.versions]}::integer[])
        and not exists (select from exclusion where exclusion.tenant_id = ${tenantId} and exclusion.day = free_text.day and exclusion.response_id = free_text.response_id)
    ) as readable
    where ${query.after === null ? sql`true` : sql`(week, key) < (${query.after.week}, ${query.after.key})`}
    order by week desc, key desc limit ${query.limit}`.execute(trx)
  return rows
}

/** Removes at most `limit` answer sheets from before `day`; how many there were. */
export async function deleteResponsesBefore({ tenantId, trx }: TenantTransaction, day: string, limit: number): Promise<number> {
  const result = await sql`
    delete from response using (select day, id from response where tenant_id = ${tenantId} and day < ${day}::date order by day, id limit ${limit}) as old
    where response.tenant_id = ${tenantId} and response.day = old.day and response.id = old.id`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}

export async function deleteTextsBefore({ tenantId, trx }: TenantTransaction, day: string): Promise<number> {
  const result = await sql`delete from free_text where tenant_id = ${tenantId} and day < ${day}::date`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}

/** Removes the sealed details of requests closed before `day`. */
export async function dropContactDetails({ tenantId, trx }: TenantTransaction, day: string): Promise<number> {
  const result = await sql`
    update contact_request set sealed = null
    where tenant_id = ${tenantId} and state = 'closed' and closed_on < ${day}::date and sealed is not null`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}

/** Freezes the tallies before `day`; never moves back. */
export async function freezeBefore({ tenantId, trx }: TenantTransaction, day: string): Promise<void> {
  await sql`
    insert into horizon (tenant_id, frozen_before) values (${tenantId}, ${day}::date)
    on conflict (tenant_id) do update set frozen_before = greatest(horizon.frozen_before, excluded.frozen_before)`.execute(trx)
}

/** What an import could still be undone with, for batches older than `before`. */
export async function dropImportChanges({ tenantId, trx }: TenantTransaction, before: string): Promise<number> {
  const result = await sql`
    delete from import_change using import_batch batch
    where import_change.tenant_id = ${tenantId} and batch.tenant_id = ${tenantId} and batch.id = import_change.batch_id and batch.kind = 'answers' and batch.at < ${before}::date`.execute(
    trx,
  )
  return Number(result.numAffectedRows ?? 0)
}

/** Every tenant, for jobs that go through them one by one. */
export async function allTenants(db: Db): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select id from tenant order by id`.execute(db)
  return rows.map((row) => row.id)
}
