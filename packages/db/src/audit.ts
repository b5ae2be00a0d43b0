import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type AuditEntry = {
  readonly actorKind: string
  readonly actorId: string
  readonly verb: string
  readonly target: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

export async function writeAudit({ tenantId, trx }: TenantTransaction, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('audit')
    .values({
      tenant_id: tenantId,
      actor_kind: entry.actorKind,
      actor_id: entry.actorId,
      verb: entry.verb,
      target: entry.target,
      detail: JSON.stringify(entry.detail),
    })
    .execute()
}

export type AuditRow = {
  readonly id: number
  readonly at: Date
  readonly actorKind: 'user' | 'api-key' | 'system' | 'public'
  readonly actorId: string
  readonly verb: string
  readonly target: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** The newest first; `before` is the last id of the page before, `target` one thing's own history. */
export async function auditRows(
  { tenantId, trx }: TenantTransaction,
  filter: { readonly target: string | null; readonly before: number | null; readonly limit: number },
): Promise<readonly AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select id, at, actor_kind as "actorKind", actor_id as "actorId", verb, target, detail from audit
    where tenant_id = ${tenantId} and (${filter.target}::text is null or target = ${filter.target}) and (${filter.before}::bigint is null or id < ${filter.before})
    order by id desc limit ${filter.limit}`.execute(trx)
  return rows
}
