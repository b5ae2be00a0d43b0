import { DomainError } from '@kuulolla/core'
import { sealedAccessibilityContact } from '@kuulolla/db'
import { z } from 'zod'
import { openContact } from './contact-vault.ts'
import type { VaultDependencies } from './reveal-contact.ts'
import { defineVerb, type VerbContext } from './verb.ts'

/** Opens the address that an accessibility feedback is to be answered at; every look is audited. */
export const revealAccessibilityContact = defineVerb({
  name: 'reveal-accessibility-contact',
  permission: 'settings:manage',
  input: z.object({ id: z.uuid() }),
  async run({ tx, contactPrivateKey }: VerbContext<VaultDependencies>, { id }) {
    const sealed = await sealedAccessibilityContact(tx, id)
    if (sealed === null) throw new DomainError('not-found', 'not-found')
    const { email } = await openContact(contactPrivateKey, sealed)
    return { email }
  },
  audit: ({ id }) => ({ target: `accessibility-feedback:${id}` }),
})
