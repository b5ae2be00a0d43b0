import { DomainError } from '@kuulolla/core'
import { announcePointsOf, questionnaireById, questionnaires, updateQuestionnaire } from '@kuulolla/db'
import { z } from 'zod'
import { Names } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** Renames a questionnaire, puts it away or takes it back. One that open points still show cannot be put away. */
export const changeQuestionnaire = defineVerb({
  name: 'change-questionnaire',
  permission: 'questionnaires:manage',
  input: z.object({ questionnaireId: z.int().positive(), names: Names, archived: z.boolean() }),
  async run({ tx }, { questionnaireId, names, archived }) {
    const before = await questionnaireById(tx, questionnaireId)
    if (before === null) throw new DomainError('not-found', 'questionnaire-not-found')
    const inUse = (await questionnaires(tx)).some((each) => each.id === questionnaireId && each.openPoints > 0)
    if (archived && !before.archived && inUse) throw new DomainError('conflict', 'questionnaire-in-use')
    await updateQuestionnaire(tx, questionnaireId, { names, archived })
    await announcePointsOf(tx, { questionnaireId })
  },
  audit: ({ questionnaireId, archived }) => ({ target: `questionnaire:${questionnaireId}`, detail: { archived } }),
})
