import { accessibilityFeedback } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

const most = 200

/** What people said of the pages' accessibility, the most urgent first. */
export const listAccessibilityFeedback = defineVerb({
  name: 'list-accessibility-feedback',
  permission: 'settings:manage',
  input: z.object({ state: z.enum(['open', 'closed']).default('open') }),
  async run({ tx, now }, { state }) {
    const today = await tenantDay(tx, now())
    return (await accessibilityFeedback(tx, { state, limit: most })).map((row) => Object.assign(row, { overdue: row.state === 'open' && row.dueOn < today }))
  },
})
