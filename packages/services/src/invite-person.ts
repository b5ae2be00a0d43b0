import { DomainError, Language } from '@kuulolla/core'
import { insertMembership, insertUser, replaceMembershipUnits, tenantsOfUser, userByEmail } from '@kuulolla/db'
import { z } from 'zod'
import type { AccountDependencies } from './account-dependencies.ts'
import { Rights, rootsOf } from './membership-rights.ts'
import { mailing, makeSetupLink } from './setup-link.ts'
import { defineVerb, type VerbContext } from './verb.ts'

const Input = z.object({
  email: z.email().max(200),
  name: z.string().trim().min(1).max(100),
  ...Rights.shape,
  /** Of the mail. */
  language: Language.default('fi'),
})

/**
 * Gives somebody access, and makes their user when there is none. The link is null for somebody who already signs in
 * elsewhere: it would hand another organisation's user to this one.
 */
export const invitePerson = mailing(
  defineVerb({
    name: 'invite-person',
    permission: 'people:manage',
    input: Input,
    async run({ tx, now, publicUrl }: VerbContext<AccountDependencies>, { email, name, role, units }) {
      const roots = await rootsOf(tx, { role, units })
      const known = await userByEmail(tx, email)
      const elsewhere = known !== null && (known.hasPassword || (await tenantsOfUser(tx.trx, known.id)).some((tenantId) => tenantId !== tx.tenantId))
      const userId = known?.id ?? (await insertUser(tx, { email, name }))
      const membershipId = await insertMembership(tx, { userId, role })
      if (membershipId === null) throw new DomainError('conflict', 'already-member', [{ field: 'email', message: 'already-member' }])
      await replaceMembershipUnits(tx, membershipId, roots)
      return { membershipId, email: email.toLowerCase(), link: elsewhere ? null : await makeSetupLink(tx, { userId, publicUrl, now: now() }) }
    },
    audit: ({ role, units }, { membershipId }) => ({ target: `membership:${membershipId}`, detail: { role, units } }),
  }),
  'invited',
)
