import { z } from 'zod'
import { compose, loadQuestionnaire } from './questionnaire-editing.ts'
import { loadSettings } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** A questionnaire for its editor: the draft with what is wrong in it, what may be asked, and every published version. */
export const readQuestionnaire = defineVerb({
  name: 'read-questionnaire',
  permission: 'questionnaires:manage',
  input: z.object({ questionnaireId: z.int().positive() }),
  async run({ tx }, { questionnaireId }) {
    const edited = await loadQuestionnaire(tx, questionnaireId)
    const { content, problems } = compose(edited, edited.draft)
    const { draft: saved, ...questionnaire } = edited.questionnaire
    return { ...edited, questionnaire: { ...questionnaire, hasDraft: saved !== null }, content, problems, tenantLanguages: (await loadSettings(tx)).languages }
  },
})
