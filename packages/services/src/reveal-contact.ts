import { DomainError } from '@kuulolla/core'
import { sealedContact } from '@kuulolla/db'
import { z } from 'zod'
import { handledContact } from './contact-access.ts'
import { openContact } from './contact-vault.ts'
import { defineVerb, type Dependencies, type VerbContext } from './verb.ts'

export type VaultDependencies = Dependencies & {
  /** Base64url; opens what the survey sealed. */
  readonly contactPrivateKey: string
}

/** Opens who wants to be contacted and why. Every look stands in the audit trail, and nothing is shown unless it does. */
export const revealContact = defineVerb({
  name: 'reveal-contact',
  permission: 'contacts:handle',
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now, contactPrivateKey }: VerbContext<VaultDependencies>, { id }) {
    await handledContact(tx, { actor, id, now: now() })
    const sealed = await sealedContact(tx, id)
    if (sealed === null) throw new DomainError('gone', 'contact-erased')
    return openContact(contactPrivateKey, sealed)
  },
  audit: ({ id }) => ({ target: `contact-request:${id}` }),
})
