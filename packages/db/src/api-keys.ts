import type { Permission } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'
import { doorHash } from './doors.ts'

export type ApiKey = {
  readonly id: number
  readonly name: string
  readonly scopes: readonly Permission[]
  readonly createdBy: string
  readonly createdAt: Date
  /** Last day it works; null for no end. */
  readonly expiresOn: string | null
  readonly revokedAt: Date | null
}

const selected = sql`id, name, scopes, created_by as "createdBy", created_at as "createdAt", expires_on as "expiresOn", revoked_at as "revokedAt"`

export async function apiKeys({ tenantId, trx }: TenantTransaction): Promise<readonly ApiKey[]> {
  const { rows } = await sql<ApiKey>`select ${selected} from api_key where tenant_id = ${tenantId} order by id desc`.execute(trx)
  return rows
}

export async function apiKeyById({ tenantId, trx }: TenantTransaction, id: number): Promise<ApiKey | null> {
  const { rows } = await sql<ApiKey>`select ${selected} from api_key where tenant_id = ${tenantId} and id = ${id}`.execute(trx)
  return rows[0] ?? null
}

export type NewApiKey = Pick<ApiKey, 'name' | 'scopes' | 'createdBy' | 'expiresOn'> & {
  /** What the caller will send; only its hash is stored. */
  readonly secret: string
}

export async function insertApiKey({ tenantId, trx }: TenantTransaction, key: NewApiKey): Promise<number> {
  const { id } = await trx
    .insertInto('api_key')
    .values({ tenant_id: tenantId, name: key.name, scopes: [...key.scopes], created_by: key.createdBy, expires_on: key.expiresOn })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('door')
    .values({ kind: 'api-key', hash: doorHash(key.secret), tenant_id: tenantId, target: id })
    .execute()
  return id
}

/** Closes the key's door; its row stays, so that the audit trail keeps its meaning. */
export async function revokeApiKey({ tenantId, trx }: TenantTransaction, id: number, at: Date): Promise<void> {
  await trx.updateTable('api_key').set({ revoked_at: at }).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
  await trx.deleteFrom('door').where('tenant_id', '=', tenantId).where('kind', '=', 'api-key').where('target', '=', id).execute()
}
