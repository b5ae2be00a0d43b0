import { Audience, DomainError } from '@kuulolla/core'
import { insertQuestionnaire, measures, questionnaires } from '@kuulolla/db'
import { z } from 'zod'
import { emptyDraft, loadQuestionnaire } from './questionnaire-editing.ts'
import { Names } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** A new questionnaire that starts as a copy of another of the same audience, or else as the whole standard. */
export const createQuestionnaire = defineVerb({
  name: 'create-questionnaire',
  permission: 'questionnaires:manage',
  input: z.object({ names: Names, audience: Audience, copyOf: z.int().positive().nullable().default(null) }),
  async run({ tx }, { names, audience, copyOf }) {
    const same = (await questionnaires(tx)).filter((each) => each.audience === audience)
    const model = copyOf ?? same[0]?.id ?? null
    if (copyOf !== null && !same.some((each) => each.id === copyOf))
      throw new DomainError('invalid', 'invalid-input', [{ field: 'copyOf', message: 'another-audience' }])
    const draft = model === null ? await emptyDraft(tx, await measures(tx, audience)) : (await loadQuestionnaire(tx, model)).draft
    return { questionnaireId: await insertQuestionnaire(tx, { names, audience, draft }) }
  },
  audit: ({ audience, copyOf }, output) => ({ target: `questionnaire:${output.questionnaireId}`, detail: { audience, copyOf } }),
})
