import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type AccessibilityFeedbackRow = {
  readonly id: string
  readonly receivedOn: string
  readonly dueOn: string
  readonly body: string
  readonly state: 'open' | 'closed'
  /** The sender left a way to answer. */
  readonly answerable: boolean
}

/** By due date, the most urgent first. */
export async function accessibilityFeedback(
  { tenantId, trx }: TenantTransaction,
  filter: { readonly state: 'open' | 'closed'; readonly limit: number },
): Promise<readonly AccessibilityFeedbackRow[]> {
  const { rows } = await sql<AccessibilityFeedbackRow>`
    select id, received_on as "receivedOn", due_on as "dueOn", body, state, sealed is not null as answerable
    from accessibility_feedback where tenant_id = ${tenantId} and state = ${filter.state}
    order by due_on, id limit ${filter.limit}`.execute(trx)
  return rows
}

export async function sealedAccessibilityContact({ tenantId, trx }: TenantTransaction, id: string): Promise<Buffer | null> {
  const row = await trx.selectFrom('accessibility_feedback').select('sealed').where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
  return row?.sealed ?? null
}

/** False when there is none open with that id. */
export async function closeAccessibilityFeedback({ tenantId, trx }: TenantTransaction, id: string, closedOn: string): Promise<boolean> {
  const result = await trx
    .updateTable('accessibility_feedback')
    .set({ state: 'closed', closed_on: closedOn })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Removes the sealed addresses of feedback closed before `day`; how many there were. */
export async function dropAccessibilityContacts({ tenantId, trx }: TenantTransaction, day: string): Promise<number> {
  const result = await sql`
    update accessibility_feedback set sealed = null, key_id = null
    where tenant_id = ${tenantId} and closed_on < ${day}::date and sealed is not null`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}
