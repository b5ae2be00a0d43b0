import { DomainError, may } from '@kuulolla/core'
import { membershipOfUser, unitsWithin, updateContactRequest } from '@kuulolla/db'
import { z } from 'zod'
import { handledContact } from './contact-access.ts'
import { tenantDay } from './tenant-day.ts'
import { auditedActor, defineVerb } from './verb.ts'

/** Makes oneself, or another handler of the same unit, the one who answers. */
export const takeContactRequest = defineVerb({
  name: 'take-contact-request',
  permission: 'contacts:handle',
  input: z.object({
    id: z.uuid(),
    /** User id; null for oneself. */
    owner: z.string().max(100).nullable().default(null),
  }),
  async run({ tx, actor, now }, { id, owner }) {
    const request = await handledContact(tx, { actor, id, now: now() })
    if (request.state === 'closed') throw new DomainError('conflict', 'contact-closed')
    const userId = owner ?? auditedActor(actor).actorId
    if (owner !== null) {
      const member = await membershipOfUser(tx, owner)
      const handles =
        member !== null && member.active && may({ kind: 'user', tenantId: tx.tenantId, userId: owner, role: member.role, units: null }, 'contacts:handle')
      const inReach =
        handles && (member.wholeTenant || (await unitsWithin(tx, [request.unitId], { roots: member.units, day: await tenantDay(tx, now()) })).length > 0)
      if (!inReach) throw new DomainError('invalid', 'invalid-input', [{ field: 'owner', message: 'not-a-handler' }])
    }
    await updateContactRequest(tx, id, { state: 'in-progress', owner: userId, closedOn: null })
    return { owner: userId }
  },
  audit: ({ id }, { owner }) => ({ target: `contact-request:${id}`, detail: { owner } }),
})
