import type { TenantTransaction } from './connection.ts'

/** Whether `verb` has been done to `target`. */
export async function wasAudited({ tenantId, trx }: TenantTransaction, { verb, target }: { readonly verb: string; readonly target: string }): Promise<boolean> {
  const row = await trx
    .selectFrom('audit')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('target', '=', target)
    .where('verb', '=', verb)
    .executeTakeFirst()
  return row !== undefined
}
