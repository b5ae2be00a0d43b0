import { DomainError } from '@kuulolla/core'
import { updateContactRequest } from '@kuulolla/db'
import { z } from 'zod'
import { handledContact } from './contact-access.ts'
import { tenantDay } from './tenant-day.ts'
import { auditedActor, defineVerb } from './verb.ts'

/** Marks a request as answered. From that day on its details are kept only as long as the tenant has decided. */
export const closeContactRequest = defineVerb({
  name: 'close-contact-request',
  permission: 'contacts:handle',
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now }, { id }) {
    const request = await handledContact(tx, { actor, id, now: now() })
    if (request.state === 'closed') throw new DomainError('conflict', 'contact-closed')
    await updateContactRequest(tx, id, { state: 'closed', owner: request.owner ?? auditedActor(actor).actorId, closedOn: await tenantDay(tx, now()) })
    return {}
  },
  audit: ({ id }) => ({ target: `contact-request:${id}` }),
})
