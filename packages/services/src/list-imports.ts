import { importBatches, memberNames } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** As many as a list shows; older ones stay in the audit trail. */
export const mostBatches = 200

/** The newest imports of units, answers and wordings: who brought in what, what came of it and what was undone. */
export const listImports = defineVerb({
  name: 'list-imports',
  permission: 'answers:import',
  input: z.object({}),
  async run({ tx }) {
    const batches = await importBatches(tx, mostBatches)
    const names = await memberNames(tx, [...new Set(batches.map((batch) => batch.actor))])
    // Who is no member (a job, the command line) goes by its own name.
    return { batches: batches.map((batch) => Object.assign(batch, { actorName: names.get(batch.actor) ?? batch.actor })) }
  },
})
