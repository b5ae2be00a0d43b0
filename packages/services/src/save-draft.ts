import { DomainError, Draft } from '@kuulolla/core'
import { saveDraftOver } from '@kuulolla/db'
import { z } from 'zod'
import { compose, loadQuestionnaire } from './questionnaire-editing.ts'
import { defineVerb } from './verb.ts'

/**
 * Saves the next version's draft over the revision that the editor has seen (`conflict` when somebody has saved
 * since), or with `draft: null` goes back to the published version. A draft may be unfinished: its problems come back.
 */
export const saveDraft = defineVerb({
  name: 'save-draft',
  permission: 'questionnaires:manage',
  input: z.object({ questionnaireId: z.int().positive(), revision: z.int().min(0), draft: Draft.nullable() }),
  async run({ tx }, { questionnaireId, revision, draft }) {
    const before = await loadQuestionnaire(tx, questionnaireId)
    if (draft === null && before.versions.length === 0) throw new DomainError('conflict', 'nothing-published')
    const saved = await saveDraftOver(tx, questionnaireId, { content: draft, expected: revision })
    if (saved === null) throw new DomainError('conflict', 'draft-changed')
    const now = draft ?? (await loadQuestionnaire(tx, questionnaireId)).draft
    const { content, problems } = compose(before, now)
    return { revision: saved, draft: now, content, problems }
  },
  audit: ({ questionnaireId }, { revision }) => ({ target: `questionnaire:${questionnaireId}`, detail: { revision } }),
})
