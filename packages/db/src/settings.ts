import type { LocalisedText } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type TenantRow = { readonly slug: string; readonly names: LocalisedText; readonly kind: string; readonly settings: unknown }

export async function tenantRow({ tenantId, trx }: TenantTransaction): Promise<TenantRow> {
  const { rows } = await sql<TenantRow>`select slug, names, kind, settings from tenant where id = ${tenantId}`.execute(trx)
  const row = rows[0]
  if (row === undefined) throw new RangeError(`no such tenant: ${tenantId}`)
  return row
}

export async function updateTenant(
  { tenantId, trx }: TenantTransaction,
  change: { readonly names: LocalisedText; readonly settings: Readonly<Record<string, unknown>> },
): Promise<void> {
  await trx
    .updateTable('tenant')
    .set({ names: JSON.stringify(change.names), settings: JSON.stringify(change.settings) })
    .where('id', '=', tenantId)
    .execute()
}
