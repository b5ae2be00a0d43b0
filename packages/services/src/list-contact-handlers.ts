import { may, type Actor } from '@kuulolla/core'
import { people, unitsWithin } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** Who contact requests of a unit can be given to: active people with the right to handle them, whose subtrees reach it. */
export const listContactHandlers = defineVerb({
  name: 'list-contact-handlers',
  permission: 'contacts:handle',
  input: z.object({ unitId: UnitId }),
  units: ({ unitId }) => [unitId],
  async run({ tx, now }, { unitId }) {
    const handles = (role: Extract<Actor, { kind: 'user' }>['role']): boolean =>
      may({ kind: 'user', tenantId: tx.tenantId, userId: '', role, units: null }, 'contacts:handle')
    const day = await tenantDay(tx, now())
    const reaching = []
    for (const { userId, name, active, role, units, wholeTenant } of await people(tx)) {
      if (!active || !handles(role)) continue
      const roots = units.map((unit) => unit.id)
      if (wholeTenant || (await unitsWithin(tx, [unitId], { roots, day })).length > 0) reaching.push({ userId, name })
    }
    return reaching
  },
})
