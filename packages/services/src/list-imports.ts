import { importBatches } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** What has been imported, the newest first, and what was undone. */
export const listImports = defineVerb({
  name: 'list-imports',
  permission: 'audit:read',
  input: z.object({ limit: z.int().min(1).max(500).default(100) }),
  run: ({ tx }, { limit }) => importBatches(tx, limit),
})
