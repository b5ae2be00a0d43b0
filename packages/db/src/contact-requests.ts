import type { LocalisedText } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export const contactStates = ['open', 'in-progress', 'closed'] as const
export type ContactState = (typeof contactStates)[number]

export type ContactRequest = {
  readonly id: string
  readonly unitId: number
  readonly unitNames: LocalisedText
  readonly language: string
  readonly receivedOn: string
  readonly dueOn: string
  readonly state: ContactState
  /** User id. */
  readonly owner: string | null
  readonly closedOn: string | null
  /** The details are gone: their time to be kept is over. */
  readonly erased: boolean
}

export type ContactRequestFilter = {
  readonly states: readonly ContactState[]
  /** Null for all. */
  readonly unitIds: readonly number[] | null
  readonly owner: string | null
  /** The last row of the page before. */
  readonly after: { readonly dueOn: string; readonly id: string } | null
  readonly limit: number
}

const selected = sql`c.id, c.unit_id as "unitId", unit.names as "unitNames", c.language, c.received_on as "receivedOn", c.due_on as "dueOn",
  c.state, c.owner, c.closed_on as "closedOn", c.sealed is null as erased`

/** By due date, the most urgent first. */
export async function contactRequests({ tenantId, trx }: TenantTransaction, filter: ContactRequestFilter): Promise<readonly ContactRequest[]> {
  const { rows } = await sql<ContactRequest>`
    select ${selected}
    from contact_request c join unit on unit.tenant_id = ${tenantId} and unit.id = c.unit_id
    where c.tenant_id = ${tenantId} and c.state = any(${[...filter.states]}::text[])
      and (${filter.unitIds === null} or c.unit_id = any(${[...(filter.unitIds ?? [])]}::integer[]))
      and (${filter.owner}::text is null or c.owner = ${filter.owner})
      and (${filter.after === null} or (c.due_on, c.id) > (${filter.after?.dueOn ?? null}::date, ${filter.after?.id ?? null}::uuid))
    order by c.due_on, c.id limit ${filter.limit}`.execute(trx)
  return rows
}

export type ContactCounts = Readonly<Record<'open' | 'inProgress' | 'overdue', number>>

/** How many wait, for whoever may see those units. */
export async function contactCounts({ tenantId, trx }: TenantTransaction, unitIds: readonly number[] | null, today: string): Promise<ContactCounts> {
  const { rows } = await sql<ContactCounts>`
    select count(*) filter (where state = 'open') as open, count(*) filter (where state = 'in-progress') as "inProgress",
      count(*) filter (where due_on < ${today}::date) as overdue
    from contact_request
    where tenant_id = ${tenantId} and state in ('open', 'in-progress') and (${unitIds === null} or unit_id = any(${[...(unitIds ?? [])]}::integer[]))`.execute(
    trx,
  )
  return rows[0] ?? { open: 0, inProgress: 0, overdue: 0 }
}

/** Locked, so that two handlers cannot both take it. */
export async function lockContactRequest({ tenantId, trx }: TenantTransaction, id: string): Promise<ContactRequest | null> {
  const { rows } = await sql<ContactRequest>`
    select ${selected} from contact_request c join unit on unit.tenant_id = ${tenantId} and unit.id = c.unit_id
    where c.tenant_id = ${tenantId} and c.id = ${id} for update of c`.execute(trx)
  return rows[0] ?? null
}

export async function updateContactRequest(
  { tenantId, trx }: TenantTransaction,
  id: string,
  change: { readonly state: ContactState; readonly owner: string | null; readonly closedOn: string | null },
): Promise<void> {
  await trx
    .updateTable('contact_request')
    .set({ state: change.state, owner: change.owner, closed_on: change.closedOn })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export async function sealedContact({ tenantId, trx }: TenantTransaction, id: string): Promise<Buffer | null> {
  const row = await trx.selectFrom('contact_request').select('sealed').where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row?.sealed ?? null
}
