import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type ChangeCounts = { readonly made: number; readonly changed: number; readonly kept: number }

/**
 * How many answers undoing a batch would remove, change back, and leave as they are because another import has changed
 * them since, they are erased, or their day is before `frozen`.
 */
export async function countAnswerChanges(
  { tenantId, trx }: TenantTransaction,
  batch: { readonly id: number; readonly source: string },
  frozen: string | null,
): Promise<ChangeCounts> {
  const prefix = `answer:${batch.source}:`
  const { rows } = await sql<ChangeCounts>`
    select count(*) filter (where free and before is null) as made, count(*) filter (where free and before is not null) as changed,
      count(*) filter (where not free) as kept
    from (
      select change.before, entry.external_id is not null
        and (${frozen}::date is null or coalesce(least(entry.day, (change.before #>> '{sheet,day}')::date) >= ${frozen}::date, true)) as free
      from import_change change
      left join import_register entry on entry.tenant_id = ${tenantId} and entry.source = ${batch.source}
        and entry.external_id = substr(change.target, ${prefix.length + 1}::integer) and entry.batch_id = ${batch.id}
      where change.tenant_id = ${tenantId} and change.batch_id = ${batch.id}
    ) as looked_at`.execute(trx)
  return rows[0] ?? { made: 0, changed: 0, kept: 0 }
}
