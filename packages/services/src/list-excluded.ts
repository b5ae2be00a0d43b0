import { Day } from '@kuulolla/core'
import { excludedAnswers, memberNames, unitsBelow } from '@kuulolla/db'
import { z } from 'zod'
import { handleOf } from './response-key.ts'
import { tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

const most = 200

/** What is left out of the figures of a unit and everything below it today, why and by whom: the newest 200 decisions. */
export const listExcluded = defineVerb({
  name: 'list-excluded',
  permission: 'answers:exclude',
  input: z.object({ unitId: z.int().positive(), from: Day, to: Day }),
  units: ({ unitId }) => [unitId],
  async run({ tx, now }, { unitId, from, to }) {
    const units = await unitsBelow(tx, [unitId], await tenantDay(tx, now()))
    const rows = await excludedAnswers(tx, { units, from, to, limit: most })
    const names = await memberNames(
      tx,
      rows.map((row) => row.actor),
    )
    return rows.map((row) => ({
      handle: handleOf(row),
      unitId: row.unitId,
      week: row.week,
      reason: row.reason,
      note: row.note,
      /** Null: no member of the organisation, such as its operator. */
      by: names.get(row.actor) ?? null,
      at: row.excludedAt.toISOString(),
    }))
  },
})
