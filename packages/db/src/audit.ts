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
