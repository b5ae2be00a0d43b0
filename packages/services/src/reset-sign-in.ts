import { DomainError, Language } from '@kuulolla/core'
import { deleteCredentials, membershipById, tenantsOfUser, userById } from '@kuulolla/db'
import { z } from 'zod'
import type { AccountDependencies } from './account-dependencies.ts'
import { mailing, makeSetupLink } from './setup-link.ts'
import { defineVerb, type VerbContext } from './verb.ts'

const Input = z.object({
  membershipId: z.int().positive(),
  /** The authenticator or the passkeys are lost: both are removed as well. */
  secondFactorLost: z.boolean().default(false),
  /** Of the mail. */
  language: Language.default('fi'),
})

/**
 * Ends a person's password and sessions and makes a link for a new password. Refused for somebody who belongs to another
 * tenant too: one organisation's administrator would get into the other's data.
 */
export const resetSignIn = mailing(
  defineVerb({
    name: 'reset-sign-in',
    permission: 'people:manage',
    input: Input,
    async run({ tx, now, publicUrl }: VerbContext<AccountDependencies>, { membershipId, secondFactorLost }) {
      const membership = await membershipById(tx, membershipId)
      const user = membership === null ? null : await userById(tx, membership.userId)
      if (membership === null || user === null) throw new DomainError('not-found', 'person-not-found')
      if (!membership.active) throw new DomainError('conflict', 'person-inactive')
      if ((await tenantsOfUser(tx.trx, user.id)).some((tenantId) => tenantId !== tx.tenantId)) throw new DomainError('forbidden', 'person-elsewhere')
      await deleteCredentials(tx, user.id, { secondFactor: secondFactorLost })
      return { email: user.email, link: await makeSetupLink(tx, { userId: user.id, publicUrl, now: now() }) }
    },
    audit: ({ membershipId, secondFactorLost }) => ({ target: `membership:${membershipId}`, detail: { secondFactorLost } }),
  }),
  'reset',
)
