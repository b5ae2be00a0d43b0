import { DomainError } from '@kuulolla/core'
import { closeAccessibilityFeedback as close } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Marks an accessibility feedback as answered. */
export const closeAccessibilityFeedback = defineVerb({
  name: 'close-accessibility-feedback',
  permission: 'settings:manage',
  input: z.object({ id: z.uuid() }),
  async run({ tx }, { id }) {
    if (!(await close(tx, id))) throw new DomainError('not-found', 'not-found')
    return {}
  },
  audit: ({ id }) => ({ target: `accessibility-feedback:${id}` }),
})
