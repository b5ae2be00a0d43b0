import { importBatches } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** As many as a list shows; older ones stay in the audit trail. */
export const mostBatches = 200

/** The newest imports of units, answers and wordings: who brought in what, what came of it and what was undone. */
export const listImports = defineVerb({
  name: 'list-imports',
  permission: 'answers:import',
  input: z.object({}),
  run: async ({ tx }) => ({ batches: await importBatches(tx, mostBatches) }),
})
