import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** Which of `unitIds` stand in a subtree of one of `roots`, as the tree is on `day`; a root is in its own subtree. */
export async function unitsWithin(
  { tenantId, trx }: TenantTransaction,
  unitIds: readonly number[],
  scope: { readonly roots: readonly number[]; readonly day: string },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive below as (
      select unnest(${[...scope.roots]}::integer[]) as id
      union
      select link.unit_id from below
      join unit_parent link on link.tenant_id = ${tenantId} and link.parent_id = below.id and link.valid @> ${scope.day}::date
    )
    select id from below where id = any(${[...unitIds]}::integer[])`.execute(trx)
  return rows.map((row) => row.id)
}
