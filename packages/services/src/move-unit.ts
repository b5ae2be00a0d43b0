import { Day, DomainError, firstCycleDay, linksAfterMove } from '@kuulolla/core'
import { announcePointsOf, lockTree, parentLinks, replaceLinks, unitById } from '@kuulolla/db'
import { z } from 'zod'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** Puts a unit under another parent (null: to the top) from a day on; before that day the tree stays as it was, and what was planned for later gives way. */
export const moveUnit = defineVerb({
  name: 'move-unit',
  permission: 'units:manage',
  input: z.object({ unitId: UnitId, parentId: UnitId.nullable(), from: Day }),
  async run({ tx }, move) {
    await lockTree(tx)
    const unit = await unitById(tx, move.unitId)
    if (unit === null) throw new DomainError('not-found', 'unit-not-found')
    if (unit.endedOn !== null) throw new DomainError('conflict', 'unit-ended')
    if (unit.openedOn !== null && move.from < unit.openedOn)
      throw new DomainError('invalid', 'invalid-input', [{ field: 'from', message: 'before-opening', params: { day: unit.openedOn } }])
    if (move.parentId !== null) {
      const parent = await unitById(tx, move.parentId)
      if (parent === null) throw new DomainError('invalid', 'invalid-input', [{ field: 'parentId', message: 'unit-not-found' }])
      if (parent.endedOn !== null) throw new DomainError('invalid', 'invalid-input', [{ field: 'parentId', message: 'parent-ended' }])
      if (parent.openedOn !== null && move.from < parent.openedOn)
        throw new DomainError('invalid', 'invalid-input', [{ field: 'from', message: 'before-parent-opening', params: { day: parent.openedOn } }])
    }
    const links = await parentLinks(tx)
    const own = linksAfterMove(
      links.filter((link) => link.unitId === move.unitId),
      { ...move, until: null },
    )
    const cycle = own.some(
      (link) =>
        link.from >= move.from &&
        firstCycleDay(
          links.filter((each) => each.unitId !== move.unitId),
          link,
        ) !== null,
    )
    if (cycle || move.parentId === move.unitId) throw new DomainError('invalid', 'invalid-input', [{ field: 'parentId', message: 'tree-cycle' }])
    await replaceLinks(tx, move.unitId, own)
    await announcePointsOf(tx, { unitIds: [move.unitId] })
  },
  audit: ({ unitId, parentId, from }) => ({ target: `unit:${unitId}`, detail: { parentId, from } }),
})
