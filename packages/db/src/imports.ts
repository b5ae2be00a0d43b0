import type { LocalisedText, VersionContent } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'
import type { ResponseKey } from './responses.ts'

const importLock = 0x696d706f

/** One import of a tenant at a time, until the transaction ends: two could both see that an external id is new. */
export async function lockImports({ tenantId, trx }: TenantTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${importLock}::integer, ${tenantId}::integer)`.execute(trx)
}

export type ImportKind = 'units' | 'answers' | 'wordings'

export async function insertImportBatch(
  { tenantId, trx }: TenantTransaction,
  batch: { readonly kind: ImportKind; readonly source: string; readonly fileName: string; readonly actor: string },
): Promise<number> {
  const row = await trx
    .insertInto('import_batch')
    .values({ tenant_id: tenantId, kind: batch.kind, source: batch.source, file_name: batch.fileName, actor: batch.actor, counts: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function setImportCounts({ tenantId, trx }: TenantTransaction, batchId: number, counts: Readonly<Record<string, number>>): Promise<void> {
  await trx
    .updateTable('import_batch')
    .set({ counts: JSON.stringify(counts) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', batchId)
    .execute()
}

export type ImportBatch = {
  readonly id: number
  readonly kind: ImportKind
  readonly source: string
  readonly fileName: string
  readonly actor: string
  readonly at: string
  readonly counts: Readonly<Record<string, number>>
  readonly undoneAt: string | null
  readonly undoneBy: string | null
}

const batchColumns = sql`id, kind, source, file_name as "fileName", actor, to_json(at)#>>'{}' as at, counts, to_json(undone_at)#>>'{}' as "undoneAt", undone_by as "undoneBy"`

/** Newest first. */
export async function importBatches({ tenantId, trx }: TenantTransaction, limit: number): Promise<readonly ImportBatch[]> {
  const { rows } = await sql<ImportBatch>`select ${batchColumns} from import_batch where tenant_id = ${tenantId} order by id desc limit ${limit}`.execute(trx)
  return rows
}

export async function importBatch({ tenantId, trx }: TenantTransaction, id: number): Promise<ImportBatch | null> {
  const { rows } = await sql<ImportBatch>`select ${batchColumns} from import_batch where tenant_id = ${tenantId} and id = ${id} for update`.execute(trx)
  return rows[0] ?? null
}

export async function setImportUndone({ tenantId, trx }: TenantTransaction, id: number, actor: string): Promise<void> {
  await sql`update import_batch set undone_at = now(), undone_by = ${actor} where tenant_id = ${tenantId} and id = ${id}`.execute(trx)
}

export type ImportChange = { readonly seq: number; readonly target: string; readonly before: unknown; readonly after: unknown }

export async function insertImportChanges({ tenantId, trx }: TenantTransaction, batchId: number, changes: readonly ImportChange[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into import_change (tenant_id, batch_id, seq, target, before, after)
    select ${tenantId}, ${batchId}, seq, target, before::jsonb, after::jsonb
    from unnest(
      ${changes.map((change) => change.seq)}::integer[], ${changes.map((change) => change.target)}::text[],
      ${changes.map((change) => (change.before === null ? null : JSON.stringify(change.before)))}::text[],
      ${changes.map((change) => (change.after === null ? null : JSON.stringify(change.after)))}::text[]
    ) as change (seq, target, before, after)`.execute(trx)
}

/** A batch's changes, the last first: all of them, or from below `beforeSeq` on. */
export async function importChanges(
  { tenantId, trx }: TenantTransaction,
  batchId: number,
  page: 'all' | { readonly beforeSeq: number; readonly limit: number },
): Promise<readonly ImportChange[]> {
  const which = page === 'all' ? sql`true` : sql`seq < ${page.beforeSeq}`
  const { rows } = await sql<ImportChange>`
    select seq, target, before, after from import_change
    where tenant_id = ${tenantId} and batch_id = ${batchId} and ${which} order by seq desc limit ${page === 'all' ? null : page.limit}::integer`.execute(trx)
  return rows
}

export type RegisterEntry = {
  readonly externalId: string
  readonly version: number
  readonly deleted: boolean
  readonly day: string | null
  readonly responseId: string | null
  readonly batchId: number
}

export async function registerEntries({ tenantId, trx }: TenantTransaction, source: string, externalIds: readonly string[]): Promise<readonly RegisterEntry[]> {
  const { rows } = await sql<RegisterEntry>`
    select external_id as "externalId", version, deleted, day, response_id as "responseId", batch_id as "batchId"
    from import_register where tenant_id = ${tenantId} and source = ${source} and external_id = any(${[...externalIds]}::text[])`.execute(trx)
  return rows
}

export async function saveRegisterEntries({ tenantId, trx }: TenantTransaction, source: string, entries: readonly RegisterEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into import_register (tenant_id, source, external_id, version, deleted, day, response_id, batch_id)
    select ${tenantId}, ${source}, entry.* from unnest(
      ${entries.map((entry) => entry.externalId)}::text[], ${entries.map((entry) => entry.version)}::bigint[], ${entries.map((entry) => entry.deleted)}::boolean[],
      ${entries.map((entry) => entry.day)}::date[], ${entries.map((entry) => entry.responseId)}::uuid[], ${entries.map((entry) => entry.batchId)}::integer[]
    ) as entry
    on conflict (tenant_id, source, external_id) do update
    set version = excluded.version, deleted = excluded.deleted, day = excluded.day, response_id = excluded.response_id, batch_id = excluded.batch_id`.execute(
    trx,
  )
}

export async function deleteRegisterEntries({ tenantId, trx }: TenantTransaction, source: string, externalIds: readonly string[]): Promise<void> {
  await sql`delete from import_register where tenant_id = ${tenantId} and source = ${source} and external_id = any(${[...externalIds]}::text[])`.execute(trx)
}

export type StoredResponse = {
  readonly id: string
  readonly day: string
  readonly unitId: number
  readonly versionId: number
  readonly pointId: number | null
  readonly channel: string
  readonly role: string
  readonly language: string
  readonly ageGroup: number | null
  readonly contactMode: string | null
  readonly answers: readonly number[]
  readonly texts: readonly { readonly item: string; readonly body: string }[]
  readonly exclusion: { readonly reason: string; readonly note: string | null; readonly actor: string } | null
}

/** Whole answer sheets, as an undo needs them. */
export async function storedResponses({ tenantId, trx }: TenantTransaction, keys: readonly ResponseKey[]): Promise<readonly StoredResponse[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<StoredResponse>`
    select response.id, response.day, response.unit_id as "unitId", response.version_id as "versionId", response.point_id as "pointId", response.channel, response.role,
      response.language, response.age_group as "ageGroup", response.contact_mode as "contactMode", response.answers,
      coalesce((select jsonb_agg(jsonb_build_object('item', item, 'body', body) order by item) from free_text
        where free_text.tenant_id = ${tenantId} and free_text.day = response.day and free_text.response_id = response.id), '[]') as texts,
      (select jsonb_build_object('reason', reason, 'note', note, 'actor', actor) from exclusion
        where exclusion.tenant_id = ${tenantId} and exclusion.day = response.day and exclusion.response_id = response.id) as exclusion
    from unnest(${keys.map((key) => key.day)}::date[], ${keys.map((key) => key.id)}::uuid[]) as wanted (day, id)
    join response on response.tenant_id = ${tenantId} and response.day = wanted.day and response.id = wanted.id`.execute(trx)
  return rows
}

/** Puts answer sheets in as they are given, with age group, contact mode, texts and a still-standing exclusion. */
export async function insertStoredResponses({ tenantId, trx }: TenantTransaction, sheets: readonly StoredResponse[]): Promise<void> {
  if (sheets.length === 0) return
  await sql`
    insert into response (tenant_id, day, id, unit_id, version_id, point_id, channel, role, language, age_group, contact_mode, answers)
    select ${tenantId}, day, id, unit_id, version_id, point_id, channel, role, language, age_group, contact_mode, answers::smallint[]
    from unnest(
      ${sheets.map((sheet) => sheet.day)}::date[], ${sheets.map((sheet) => sheet.id)}::uuid[], ${sheets.map((sheet) => sheet.unitId)}::integer[],
      ${sheets.map((sheet) => sheet.versionId)}::integer[], ${sheets.map((sheet) => sheet.pointId)}::integer[], ${sheets.map((sheet) => sheet.channel)}::text[],
      ${sheets.map((sheet) => sheet.role)}::text[], ${sheets.map((sheet) => sheet.language)}::text[], ${sheets.map((sheet) => sheet.ageGroup)}::smallint[],
      ${sheets.map((sheet) => sheet.contactMode)}::text[], ${sheets.map((sheet) => `{${sheet.answers.join(',')}}`)}::text[]
    ) as sheet (day, id, unit_id, version_id, point_id, channel, role, language, age_group, contact_mode, answers)
    order by day, id`.execute(trx)
  const texts = sheets.flatMap((sheet) => sheet.texts.map((text) => ({ ...sheet, ...text })))
  if (texts.length > 0) {
    await sql`
      insert into free_text (tenant_id, day, response_id, item, unit_id, language, body)
      select ${tenantId}, written.* from unnest(
        ${texts.map((text) => text.day)}::date[], ${texts.map((text) => text.id)}::uuid[], ${texts.map((text) => text.item)}::text[],
        ${texts.map((text) => text.unitId)}::integer[], ${texts.map((text) => text.language)}::text[], ${texts.map((text) => text.body)}::text[]
      ) as written`.execute(trx)
  }
  const excluded = sheets.flatMap((sheet) => (sheet.exclusion === null ? [] : [{ day: sheet.day, id: sheet.id, ...sheet.exclusion }]))
  if (excluded.length > 0) {
    await sql`
      insert into exclusion (tenant_id, day, response_id, reason, note, actor)
      select ${tenantId}, kept.* from unnest(
        ${excluded.map((each) => each.day)}::date[], ${excluded.map((each) => each.id)}::uuid[], ${excluded.map((each) => each.reason)}::text[],
        ${excluded.map((each) => each.note)}::text[], ${excluded.map((each) => each.actor)}::text[]
      ) as kept`.execute(trx)
  }
}

export type ImportUnit = { readonly id: number; readonly code: string; readonly oid: string | null }

/** Units whose code or OID is among `keys`. */
export async function unitsByCodeOrOid({ tenantId, trx }: TenantTransaction, keys: readonly string[]): Promise<readonly ImportUnit[]> {
  const { rows } = await sql<ImportUnit>`
    select id, code, oid from unit where tenant_id = ${tenantId} and code = any(${[...keys]}::text[])
    union
    select id, code, oid from unit where tenant_id = ${tenantId} and oid = any(${[...keys]}::text[])`.execute(trx)
  return rows
}

export type ImportQuestionnaire = { readonly questionnaireId: number; readonly versionId: number; readonly no: number; readonly content: VersionContent }

/** The newest version of the archived questionnaire of that audience and name which an import has made. */
export async function importQuestionnaire(
  { tenantId, trx }: TenantTransaction,
  wanted: { readonly audience: string; readonly names: LocalisedText },
): Promise<ImportQuestionnaire | null> {
  const { rows } = await sql<ImportQuestionnaire>`
    select questionnaire.id as "questionnaireId", version.id as "versionId", version.no, version.content
    from questionnaire join version on version.tenant_id = ${tenantId} and version.questionnaire_id = questionnaire.id
    where questionnaire.tenant_id = ${tenantId} and questionnaire.audience = ${wanted.audience} and questionnaire.archived
      and questionnaire.names = ${JSON.stringify(wanted.names)}::jsonb
    order by questionnaire.id, version.no desc limit 1`.execute(trx)
  return rows[0] ?? null
}

/** Those of the units that something stands on: answers, tallies, points, people or requests. What stands below them in the tree is not looked at. */
export async function usedUnits({ tenantId, trx }: TenantTransaction, unitIds: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from unnest(${[...unitIds]}::integer[]) as asked (id)
    where exists (select from response where tenant_id = ${tenantId} and unit_id = asked.id)
      or exists (select from contact_request where tenant_id = ${tenantId} and unit_id = asked.id)
      or exists (select from point_target where tenant_id = ${tenantId} and unit_id = asked.id)
      or exists (select from membership_unit where tenant_id = ${tenantId} and unit_id = asked.id)
      or exists (select from tally_month where tenant_id = ${tenantId} and unit_id = asked.id)`.execute(trx)
  return new Set(rows.map((row) => row.id))
}

/** Deletes units with their place in the tree. Nothing but undoing their import may do this, and only where nothing stands on them. */
export async function deleteUnits({ tenantId, trx }: TenantTransaction, unitIds: readonly number[]): Promise<void> {
  await sql`delete from unit_parent where tenant_id = ${tenantId} and unit_id = any(${[...unitIds]}::integer[])`.execute(trx)
  await sql`delete from unit where tenant_id = ${tenantId} and id = any(${[...unitIds]}::integer[])`.execute(trx)
}
