import { DomainError } from '@kuulolla/core'
import { updateContactRequest } from '@kuulolla/db'
import { z } from 'zod'
import { handledContact } from './contact-access.ts'
import { defineVerb } from './verb.ts'

/** Takes a closed request up again, while its details are still there. */
export const reopenContactRequest = defineVerb({
  name: 'reopen-contact-request',
  permission: 'contacts:handle',
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now }, { id }) {
    const request = await handledContact(tx, { actor, id, now: now() })
    if (request.state !== 'closed') throw new DomainError('conflict', 'contact-not-closed')
    if (request.erased) throw new DomainError('gone', 'contact-erased')
    await updateContactRequest(tx, id, { state: request.owner === null ? 'open' : 'in-progress', owner: request.owner, closedOn: null })
    return {}
  },
  audit: ({ id }) => ({ target: `contact-request:${id}` }),
})
