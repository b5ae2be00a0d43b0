import { DomainError, roles, type Role } from '@kuulolla/core'
import { lockAdministrators, unitById, type Membership, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'
import { UnitId } from './unit-fields.ts'

/** A role and, for those roles that are bound to units, the roots of the subtrees; null is the whole tenant. */
export const Rights = z.object({
  role: z.enum(roles),
  units: z
    .array(UnitId)
    .max(100)
    .refine((units) => units.length > 0, 'choose-units')
    .nullable(),
})
export type Rights = z.output<typeof Rights>

export const boundToUnits = (role: Role): boolean => role === 'unit-manager' || role === 'feedback-handler'

/** What is stored for such rights: unit roots only where the role knows them, else null. Refuses units that are not there. */
export async function rootsOf(tx: TenantTransaction, { role, units }: Rights): Promise<readonly number[] | null> {
  if (!boundToUnits(role) || units === null) return null
  const unique = [...new Set(units)]
  for (const unitId of unique) {
    if ((await unitById(tx, unitId)) === null) throw new DomainError('invalid', 'invalid-input', [{ field: 'units', message: 'unit-not-found' }])
  }
  return unique
}

/** Refuses when this membership is the tenant's last active administrator. */
export async function keepAdministrator(tx: TenantTransaction, membership: Membership): Promise<void> {
  if (membership.role !== 'administrator' || !membership.active) return
  const administrators = await lockAdministrators(tx)
  if (administrators.every((id) => id === membership.id)) throw new DomainError('conflict', 'last-administrator')
}
