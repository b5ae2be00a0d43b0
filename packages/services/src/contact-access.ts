import { DomainError, type Actor } from '@kuulolla/core'
import { lockContactRequest, unitsBelow, type ContactRequest, type TenantTransaction } from '@kuulolla/db'
import { requireUnits } from './verb.ts'

/** A contact request that the actor may handle: one of a unit in the actor's subtrees. Locked for the transaction. */
export async function handledContact(
  tx: TenantTransaction,
  { actor, id, now }: { readonly actor: Actor; readonly id: string; readonly now: Date },
): Promise<ContactRequest> {
  const request = await lockContactRequest(tx, id)
  if (request === null) throw new DomainError('not-found', 'contact-not-found')
  await requireUnits(tx, actor, [request.unitId], now)
  return request
}

/** The units whose contact requests an actor sees; null for all. */
export async function handledUnits(tx: TenantTransaction, actor: Actor, day: string): Promise<readonly number[] | null> {
  return actor.kind === 'user' && actor.units !== null ? unitsBelow(tx, actor.units, day) : null
}
