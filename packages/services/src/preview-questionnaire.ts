import { DomainError } from '@kuulolla/core'
import { tenantRow } from '@kuulolla/db'
import { z } from 'zod'
import { compose, loadQuestionnaire } from './questionnaire-editing.ts'
import { loadSettings } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** What the survey page would be made of: a published version's content, or the draft's as far as it goes. */
export const previewQuestionnaire = defineVerb({
  name: 'preview-questionnaire',
  permission: 'questionnaires:manage',
  input: z.object({ questionnaireId: z.int().positive(), version: z.int().positive().nullable().default(null) }),
  async run({ tx }, { questionnaireId, version }) {
    const edited = await loadQuestionnaire(tx, questionnaireId)
    const content = version === null ? compose(edited, edited.draft).content : (edited.versions.find((each) => each.no === version)?.content ?? null)
    if (content === null) throw new DomainError('not-found', 'nothing-to-show')
    const { slug, names } = await tenantRow(tx)
    return { content, tenant: { slug, names }, contactDays: (await loadSettings(tx)).contactDueDays }
  },
})
