import { createHash } from 'node:crypto'
import type { Db } from './connection.ts'

export type DoorKind = 'point' | 'api-key' | 'member'
export type Door = { readonly tenantId: number; readonly target: number }

/** What a door is found by: SHA-256 of the code, key or user id, so that the table itself opens nothing. */
export const doorHash = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest()

/** Where a code or a key leads, before any tenant is known. Null for one that leads nowhere. */
export async function findDoor(db: Db, kind: DoorKind, secret: string): Promise<Door | null> {
  const row = await db
    .selectFrom('door')
    .select(['tenant_id as tenantId', 'target'])
    .where('kind', '=', kind)
    .where('hash', '=', doorHash(secret))
    .executeTakeFirst()
  return row ?? null
}
