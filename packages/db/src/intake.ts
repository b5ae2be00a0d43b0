import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type IntakeRow = {
  readonly id: string
  readonly day: string
  readonly unitId: number
  readonly versionId: number
  readonly pointId: number | null
  readonly channel: string
  readonly role: string
  readonly language: string
  readonly answers: readonly number[]
  readonly texts: readonly { readonly item: string; readonly body: string }[]
}

export type SealedContact = {
  readonly id: string
  readonly unitId: number
  readonly language: string
  readonly receivedOn: string
  readonly dueOn: string
  readonly keyId: string
  readonly sealed: Buffer
}

/**
 * Stores answers in one statement, each once; says which were new. Rows go in by their random ids, so that
 * their place in the table tells nothing of the order they came in, and two writers never wait for each other in a circle.
 */
export async function insertResponses({ tenantId, trx }: TenantTransaction, rows: readonly IntakeRow[]): Promise<ReadonlySet<string>> {
  const { rows: inserted } = await sql<{ id: string }>`
    insert into response (tenant_id, day, id, unit_id, version_id, point_id, channel, role, language, answers)
    select ${tenantId}, day, id, unit_id, version_id, point_id, channel, role, language, answers::smallint[]
    from unnest(
      ${rows.map((row) => row.day)}::date[], ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.unitId)}::integer[],
      ${rows.map((row) => row.versionId)}::integer[], ${rows.map((row) => row.pointId)}::integer[], ${rows.map((row) => row.channel)}::text[],
      ${rows.map((row) => row.role)}::text[], ${rows.map((row) => row.language)}::text[], ${rows.map((row) => `{${row.answers.join(',')}}`)}::text[]
    ) as sheet (day, id, unit_id, version_id, point_id, channel, role, language, answers)
    order by day, id
    on conflict (tenant_id, day, id) do nothing
    returning id`.execute(trx)
  return new Set(inserted.map((row) => row.id))
}

export async function insertFreeTexts({ tenantId, trx }: TenantTransaction, rows: readonly IntakeRow[]): Promise<void> {
  const texts = rows.flatMap((row) => row.texts.map((text) => ({ ...row, ...text })))
  if (texts.length === 0) return
  await sql`
    insert into free_text (tenant_id, day, response_id, item, unit_id, language, body)
    select ${tenantId}, day, response_id, item, unit_id, language, body
    from unnest(
      ${texts.map((text) => text.day)}::date[], ${texts.map((text) => text.id)}::uuid[], ${texts.map((text) => text.item)}::text[],
      ${texts.map((text) => text.unitId)}::integer[], ${texts.map((text) => text.language)}::text[], ${texts.map((text) => text.body)}::text[]
    ) as written (day, response_id, item, unit_id, language, body)
    order by day, response_id`.execute(trx)
}

/** Sealed requests to be contacted, in the order of ids that have nothing to do with the answers'. */
export async function insertContactRequests({ tenantId, trx }: TenantTransaction, contacts: readonly SealedContact[]): Promise<void> {
  if (contacts.length === 0) return
  await sql`
    insert into contact_request (tenant_id, id, unit_id, language, received_on, due_on, key_id, sealed)
    select ${tenantId}, id, unit_id, language, received_on, due_on, key_id, decode(sealed, 'base64')
    from unnest(
      ${contacts.map((contact) => contact.id)}::uuid[], ${contacts.map((contact) => contact.unitId)}::integer[],
      ${contacts.map((contact) => contact.language)}::text[], ${contacts.map((contact) => contact.receivedOn)}::date[],
      ${contacts.map((contact) => contact.dueOn)}::date[], ${contacts.map((contact) => contact.keyId)}::text[],
      ${contacts.map((contact) => contact.sealed.toString('base64'))}::text[]
    ) as asked (id, unit_id, language, received_on, due_on, key_id, sealed)
    order by id`.execute(trx)
}

export type AccessibilityFeedback = {
  readonly id: string
  readonly receivedOn: string
  readonly dueOn: string
  readonly body: string
  readonly contact: { readonly keyId: string; readonly sealed: Buffer } | null
}

/** Once per form, however often it is sent. */
export async function insertAccessibilityFeedback({ tenantId, trx }: TenantTransaction, feedback: AccessibilityFeedback): Promise<void> {
  await trx
    .insertInto('accessibility_feedback')
    .values({
      tenant_id: tenantId,
      id: feedback.id,
      received_on: feedback.receivedOn,
      due_on: feedback.dueOn,
      body: feedback.body,
      key_id: feedback.contact?.keyId ?? null,
      sealed: feedback.contact?.sealed ?? null,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .execute()
}

/** Whether an error says that one row is bad (a wrong value, a broken reference), rather than that the database is away. */
export function isRowError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23][0-9A-Z]{3}$/.test(error.code)
}

/** Marks the touched unit-days to be counted again, and wakes whoever counts when this transaction commits. */
export async function markUnitDays({ tenantId, trx }: TenantTransaction, rows: readonly { readonly unitId: number; readonly day: string }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into stale (tenant_id, unit_id, day)
    select distinct ${tenantId}::integer, unit_id, day
    from unnest(${rows.map((row) => row.unitId)}::integer[], ${rows.map((row) => row.day)}::date[]) as touched (unit_id, day)`.execute(trx)
  await sql`select pg_notify('kuulolla_stale', ${String(tenantId)})`.execute(trx)
}
