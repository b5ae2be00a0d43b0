import { DomainError } from '@kuulolla/core'
import { membershipById, replaceMembershipUnits, updateMembership } from '@kuulolla/db'
import { z } from 'zod'
import { keepAdministrator, Rights, rootsOf } from './membership-rights.ts'
import { defineVerb } from './verb.ts'

/** Sets a person's role and units. It counts from their next request on. */
export const changeRole = defineVerb({
  name: 'change-role',
  permission: 'people:manage',
  input: z.object({ membershipId: z.int().positive(), ...Rights.shape }),
  async run({ tx }, { membershipId, role, units }) {
    const membership = await membershipById(tx, membershipId)
    if (membership === null) throw new DomainError('not-found', 'person-not-found')
    if (role !== 'administrator') await keepAdministrator(tx, membership)
    const roots = await rootsOf(tx, { role, units })
    await updateMembership(tx, membershipId, { role })
    await replaceMembershipUnits(tx, membershipId, roots)
    return { before: { role: membership.role, units: membership.units } }
  },
  audit: ({ membershipId, role, units }, { before }) => ({ target: `membership:${membershipId}`, detail: { before, role, units } }),
})
