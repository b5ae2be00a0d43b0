import { DomainError } from '@kuulolla/core'
import { deleteSessions, membershipById, updateMembership } from '@kuulolla/db'
import { z } from 'zod'
import { keepAdministrator } from './membership-rights.ts'
import { defineVerb } from './verb.ts'

/** Takes a person's access to the tenant away and signs them out everywhere. What they did stays in the audit trail. */
export const deactivatePerson = defineVerb({
  name: 'deactivate-person',
  permission: 'people:manage',
  input: z.object({ membershipId: z.int().positive() }),
  async run({ tx }, { membershipId }) {
    const membership = await membershipById(tx, membershipId)
    if (membership === null) throw new DomainError('not-found', 'person-not-found')
    await keepAdministrator(tx, membership)
    await updateMembership(tx, membershipId, { active: false })
    await deleteSessions(tx, membership.userId)
    return {}
  },
  audit: ({ membershipId }) => ({ target: `membership:${membershipId}` }),
})
