import { DomainError, localDay, type Actor, type LocalisedText, type Role } from '@kuulolla/core'
import { apiKeyById, findDoor, inTenant, membershipInTenant, tenantById, tenantBySlug, tenantsOfUser, type Membership } from '@kuulolla/db'
import { boundToUnits } from './membership-rights.ts'
import type { Dependencies } from './verb.ts'

export type UserActor = Extract<Actor, { kind: 'user' }>

const unitsOf = ({ role, units, wholeTenant }: Membership): readonly number[] | null => (boundToUnits(role) && !wholeTenant ? units : null)

/** The signed-in person as an actor in one tenant. Refuses alike whether there is no such tenant or no active membership. */
export async function memberActor({ db }: Dependencies, userId: string, slug: string): Promise<UserActor> {
  const tenant = await tenantBySlug(db, slug)
  const known = tenant !== null && (await tenantsOfUser(db, userId)).includes(tenant.id)
  const membership = known ? await membershipInTenant(db, tenant.id, userId) : null
  if (tenant === null || membership === null || !membership.active) throw new DomainError('forbidden', 'not-member')
  return { kind: 'user', tenantId: tenant.id, userId, role: membership.role, units: unitsOf(membership) }
}

export type OwnMembership = {
  readonly slug: string
  readonly names: LocalisedText
  readonly timeZone: string
  readonly role: Role
  /** Roots of the subtrees; null is the whole tenant. */
  readonly units: readonly number[] | null
}

/** The tenants that a person may enter. */
export async function membershipsOf({ db }: Dependencies, userId: string): Promise<readonly OwnMembership[]> {
  const found: OwnMembership[] = []
  for (const tenantId of await tenantsOfUser(db, userId)) {
    const [tenant, membership] = [await tenantById(db, tenantId), await membershipInTenant(db, tenantId, userId)]
    if (tenant !== null && membership?.active === true)
      found.push({ slug: tenant.slug, names: tenant.names, timeZone: tenant.settings.timeZone, role: membership.role, units: unitsOf(membership) })
  }
  return found
}

/** The other system that a key belongs to. Refuses one that is unknown, revoked or past its last day. */
export async function apiKeyActor({ db, now }: Dependencies, secret: string): Promise<Extract<Actor, { kind: 'api-key' }>> {
  const door = await findDoor(db, 'api-key', secret)
  const tenant = door === null ? null : await tenantById(db, door.tenantId)
  const key = door === null ? null : await inTenant(db, door.tenantId, (tx) => apiKeyById(tx, door.target), { readOnly: true })
  const working =
    key !== null && tenant !== null && key.revokedAt === null && (key.expiresOn === null || key.expiresOn >= localDay(now(), tenant.settings.timeZone))
  if (!working) throw new DomainError('unauthenticated', 'key-not-valid')
  return { kind: 'api-key', tenantId: tenant.id, keyId: key.id, scopes: key.scopes }
}
