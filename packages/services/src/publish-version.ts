import { differencesBetween, DomainError, VersionContent } from '@kuulolla/core'
import { announcePointsOf, insertVersion, saveDraftOver } from '@kuulolla/db'
import { z } from 'zod'
import { compose, loadQuestionnaire } from './questionnaire-editing.ts'
import { auditedActor, defineVerb, parse } from './verb.ts'

/** Publishes the draft as the next version, which never changes again; points show it at once. */
export const publishVersion = defineVerb({
  name: 'publish-version',
  permission: 'questionnaires:manage',
  input: z.object({ questionnaireId: z.int().positive(), revision: z.int().min(0) }),
  async run({ tx, actor }, { questionnaireId, revision }) {
    const edited = await loadQuestionnaire(tx, questionnaireId, { lock: true })
    if (edited.questionnaire.draftRevision !== revision) throw new DomainError('conflict', 'draft-changed')
    const { content, problems } = compose(edited, edited.draft)
    if (problems.length > 0 || content === null) throw new DomainError('invalid', 'not-publishable', problems)
    const checked = parse(VersionContent, content)
    const newest = edited.versions[0]
    if (newest !== undefined && differencesBetween(newest.content, checked).length === 0) throw new DomainError('conflict', 'nothing-changed')
    const no = (newest?.no ?? 0) + 1
    const versionId = await insertVersion(tx, { questionnaireId, no, content: checked, publishedBy: auditedActor(actor).actorId })
    await saveDraftOver(tx, questionnaireId, { content: null, expected: revision })
    await announcePointsOf(tx, { questionnaireId })
    return { versionId, no, revision: revision + 1 }
  },
  audit: ({ questionnaireId }, output) => ({ target: `questionnaire:${questionnaireId}`, detail: { version: output.versionId, no: output.no } }),
})
