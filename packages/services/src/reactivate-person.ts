import { DomainError } from '@kuulolla/core'
import { membershipById, updateMembership } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Gives a person's access back, with the role and units they had. */
export const reactivatePerson = defineVerb({
  name: 'reactivate-person',
  permission: 'people:manage',
  input: z.object({ membershipId: z.int().positive() }),
  async run({ tx }, { membershipId }) {
    if ((await membershipById(tx, membershipId)) === null) throw new DomainError('not-found', 'person-not-found')
    await updateMembership(tx, membershipId, { active: true })
    return {}
  },
  audit: ({ membershipId }) => ({ target: `membership:${membershipId}` }),
})
