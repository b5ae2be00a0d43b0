import { DomainError } from '@kuulolla/core'
import { closeAccessibilityFeedback as close } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** Marks an accessibility feedback as answered. From that day on its address is kept only as long as the tenant has decided. */
export const closeAccessibilityFeedback = defineVerb({
  name: 'close-accessibility-feedback',
  permission: 'settings:manage',
  input: z.object({ id: z.uuid() }),
  async run({ tx, now }, { id }) {
    if (!(await close(tx, id, await tenantDay(tx, now())))) throw new DomainError('not-found', 'not-found')
    return {}
  },
  audit: ({ id }) => ({ target: `accessibility-feedback:${id}` }),
})
