import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** How many of a batch's changes made something new, and how many changed what was there. */
export async function countImportChanges({ tenantId, trx }: TenantTransaction, batchId: number): Promise<{ readonly made: number; readonly changed: number }> {
  const { rows } = await sql<{ made: number; changed: number }>`
    select count(*) filter (where before is null) as made, count(before) as changed
    from import_change where tenant_id = ${tenantId} and batch_id = ${batchId}`.execute(trx)
  return rows[0] ?? { made: 0, changed: 0 }
}
