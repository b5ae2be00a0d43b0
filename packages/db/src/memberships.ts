import type { LocalisedText, Role } from '@kuulolla/core'
import { sql } from 'kysely'
import { inTenant, type Db, type TenantTransaction } from './connection.ts'
import { doorHash } from './doors.ts'

/** What a membership's door is found by. */
export const memberDoor = (userId: string): string => `member:${userId}`

export type Membership = {
  readonly id: number
  readonly userId: string
  readonly role: Role
  readonly active: boolean
  /** Bound to no units, though the role could be. */
  readonly wholeTenant: boolean
  /** Roots of the subtrees. */
  readonly units: readonly number[]
}

const selected = sql`m.id, m.user_id as "userId", m.role, m.active, m.whole_tenant as "wholeTenant",
  array(select mu.unit_id from membership_unit mu where mu.tenant_id = m.tenant_id and mu.membership_id = m.id order by mu.unit_id) as units`

/** The tenants that a user has a membership in, active or not. */
export async function tenantsOfUser(db: Db, userId: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('door')
    .select('tenant_id as tenantId')
    .where('kind', '=', 'member')
    .where('hash', '=', doorHash(memberDoor(userId)))
    .orderBy('tenant_id')
    .execute()
  return rows.map((row) => row.tenantId)
}

/** A user's membership in one tenant, looked up inside its walls; null when there is none. */
export function membershipInTenant(db: Db, tenantId: number, userId: string): Promise<Membership | null> {
  return inTenant(db, tenantId, (tx) => membershipOfUser(tx, userId), { readOnly: true })
}

export async function membershipOfUser({ tenantId, trx }: TenantTransaction, userId: string): Promise<Membership | null> {
  const { rows } = await sql<Membership>`select ${selected} from membership m where m.tenant_id = ${tenantId} and m.user_id = ${userId}`.execute(trx)
  return rows[0] ?? null
}

export async function membershipById({ tenantId, trx }: TenantTransaction, id: number): Promise<Membership | null> {
  const { rows } = await sql<Membership>`select ${selected} from membership m where m.tenant_id = ${tenantId} and m.id = ${id}`.execute(trx)
  return rows[0] ?? null
}

/** The ids of the active administrators, locked, so that two of them cannot each remove the other at once. */
export async function lockAdministrators({ tenantId, trx }: TenantTransaction): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from membership where tenant_id = ${tenantId} and role = 'administrator' and active order by id for update`.execute(trx)
  return rows.map((row) => row.id)
}

/** Makes a membership and the door that leads to it. Null when the user has one already. */
export async function insertMembership({ tenantId, trx }: TenantTransaction, member: { readonly userId: string; readonly role: Role }): Promise<number | null> {
  const row = await trx
    .insertInto('membership')
    .values({ tenant_id: tenantId, user_id: member.userId, role: member.role })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  await trx
    .insertInto('door')
    .values({ kind: 'member', hash: doorHash(memberDoor(member.userId)), tenant_id: tenantId, target: row.id })
    .execute()
  return row.id
}

export async function updateMembership(
  { tenantId, trx }: TenantTransaction,
  id: number,
  change: { readonly role?: Role; readonly active?: boolean },
): Promise<void> {
  await trx.updateTable('membership').set(change).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** Binds a membership to the subtrees of units, or to none of them: null is the whole tenant. */
export async function replaceMembershipUnits({ tenantId, trx }: TenantTransaction, membershipId: number, roots: readonly number[] | null): Promise<void> {
  await trx
    .updateTable('membership')
    .set({ whole_tenant: roots === null })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', membershipId)
    .execute()
  const unitIds = roots ?? []
  await trx.deleteFrom('membership_unit').where('tenant_id', '=', tenantId).where('membership_id', '=', membershipId).execute()
  if (unitIds.length === 0) return
  await trx
    .insertInto('membership_unit')
    .values(unitIds.map((unitId) => ({ tenant_id: tenantId, membership_id: membershipId, unit_id: unitId })))
    .execute()
}

export type Person = {
  readonly membershipId: number
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly active: boolean
  readonly wholeTenant: boolean
  readonly units: readonly { readonly id: number; readonly names: LocalisedText }[]
  /** A second factor or a passkey is in use. */
  readonly secured: boolean
  /** Has not chosen a password yet. */
  readonly pending: boolean
}

/** Everybody with a membership, by name. */
export async function people({ tenantId, trx }: TenantTransaction): Promise<readonly Person[]> {
  const { rows } = await sql<Person>`
    select m.id as "membershipId", m.user_id as "userId", coalesce(u.name, '') as name, coalesce(u.email, '') as email, m.role, m.active, m.whole_tenant as "wholeTenant",
      coalesce((select jsonb_agg(jsonb_build_object('id', unit.id, 'names', unit.names) order by unit.id)
        from membership_unit mu join unit on unit.tenant_id = ${tenantId} and unit.id = mu.unit_id
        where mu.tenant_id = ${tenantId} and mu.membership_id = m.id), '[]') as units,
      coalesce(u."twoFactorEnabled", false) or exists (select from auth.passkey p where p."userId" = m.user_id) as secured,
      not exists (select from auth.account a where a."userId" = m.user_id and a.password is not null) as pending
    from membership m left join auth."user" u on u.id = m.user_id
    where m.tenant_id = ${tenantId}
    order by name, m.id`.execute(trx)
  return rows
}

/** Names of users, for lists that hold ids only; members of the tenant alone. */
export async function memberNames({ tenantId, trx }: TenantTransaction, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id, u.name from auth."user" u join membership m on m.tenant_id = ${tenantId} and m.user_id = u.id
    where u.id = any(${[...new Set(userIds)]}::text[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row.name]))
}
