import type { Role } from '@kuulolla/core'
import { inTenant, insertMembership, replaceMembershipUnits, writeAudit } from '@kuulolla/db'
import type { Accounts } from './accounts.ts'
import { rootsOf } from './membership-rights.ts'
import type { Dependencies } from './verb.ts'

export type NewMember = {
  readonly tenantId: number
  readonly email: string
  readonly name: string
  /** Null: the user must exist and keeps theirs, or chooses one by a link. */
  readonly password: string | null
  readonly role: Role
  /** Null is the whole tenant. */
  readonly units: readonly number[] | null
}

/** The operator's way to give somebody access, with a password when wanted (the first administrator, the demo). Does nothing to a membership that is there. */
export async function addMember(
  { db, accounts }: Pick<Dependencies, 'db'> & { readonly accounts: Accounts },
  member: NewMember,
  job = 'add-member',
): Promise<{ readonly userId: string }> {
  const userId = await accounts.createUser(member)
  await inTenant(db, member.tenantId, async (tx) => {
    const membershipId = await insertMembership(tx, { userId, role: member.role })
    if (membershipId === null) return
    await replaceMembershipUnits(tx, membershipId, await rootsOf(tx, { role: member.role, units: member.units === null ? null : [...member.units] }))
    await writeAudit(tx, {
      actorKind: 'system',
      actorId: job,
      verb: 'add-member',
      target: `membership:${membershipId}`,
      detail: { role: member.role, units: member.units },
    })
  })
  return { userId }
}
