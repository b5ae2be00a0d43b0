import { DomainError, lackingOf, nationalStandards } from '@kuulolla/core'
import { insertStandardMeasures, insertWording, measures } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/**
 * Gives a tenant what it lacks of the national standards as this version carries them. Drafts and published versions stay as
 * they are: what is new is there to be chosen. A second time it adds nothing. Throws `conflict` where a measure is on another scale.
 */
export const takeStandard = defineVerb({
  name: 'take-standard',
  permission: 'questionnaires:manage',
  input: z.object({}),
  // Two at once would add the same wordings twice.
  isolation: 'serializable',
  async run({ tx }) {
    const held = await measures(tx, null)
    const counts = { measures: 0, wordings: 0 }
    for (const standard of nationalStandards) {
      const lacking = lackingOf(standard, held)
      if (lacking.clashing.length > 0) {
        throw new DomainError(
          'conflict',
          'standard-scale-differs',
          lacking.clashing.map((measure) => ({ field: measure, message: 'standard-scale-differs' })),
        )
      }
      await insertStandardMeasures(tx, standard, lacking.measures)
      for (const { measure, ...wording } of lacking.wordings) await insertWording(tx, measure, wording)
      counts.measures += lacking.measures.length
      counts.wordings += lacking.wordings.length
    }
    return counts
  },
  audit: (_, counts) => ({ target: null, detail: { ...counts, standards: nationalStandards.map(({ code, version }) => `${code} ${version}`) } }),
})
