import { addDays, DomainError } from '@kuulolla/core'
import { lockTree, parentLinks, replaceLinks, setUnitsEnd, unitById } from '@kuulolla/db'
import { z } from 'zod'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** Takes an ending back: the unit stands where it stood last. Its collection points stay closed until they are opened one by one. */
export const reopenUnit = defineVerb({
  name: 'reopen-unit',
  permission: 'units:manage',
  input: z.object({ unitId: UnitId }),
  async run({ tx }, { unitId }) {
    await lockTree(tx)
    const unit = await unitById(tx, unitId)
    if (unit === null) throw new DomainError('not-found', 'unit-not-found')
    if (unit.endedOn === null) throw new DomainError('conflict', 'unit-not-ended')
    const links = (await parentLinks(tx)).filter((link) => link.unitId === unitId)
    const last = links.at(-1)
    if (last !== undefined && last.until === addDays(unit.endedOn, 1)) {
      const parent = await unitById(tx, last.parentId)
      if (parent === null || parent.endedOn !== null) throw new DomainError('conflict', 'parent-ended')
      await replaceLinks(tx, unitId, [...links.slice(0, -1), { ...last, until: null }])
    }
    await setUnitsEnd(tx, [unitId], null)
  },
  audit: ({ unitId }) => ({ target: `unit:${unitId}` }),
})
