import { DomainError, Language } from '@kuulolla/core'
import { insertWording, measures } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Adds wordings of measures; the newest of a language counts from the next version on, what is published stays as it was. */
export const addWording = defineVerb({
  name: 'add-wording',
  permission: 'questionnaires:manage',
  input: z.object({
    wordings: z
      .array(
        z.object({
          measure: z.string(),
          language: Language,
          text: z.string().trim().min(1).max(400),
          /** Decided by an authority, as its `source` tells. */
          official: z.boolean(),
          source: z.string().trim().min(1).max(200),
        }),
      )
      .min(1)
      .max(500),
  }),
  async run({ tx }, { wordings }) {
    const known = new Set((await measures(tx, null)).map((measure) => measure.code))
    const unknown = wordings.flatMap(({ measure }, index) =>
      known.has(measure) ? [] : [{ field: `wordings.${index}.measure`, message: 'measure-unknown', params: { measure } }],
    )
    if (unknown.length > 0) throw new DomainError('invalid', 'invalid-input', unknown)
    for (const { measure, ...wording } of wordings) await insertWording(tx, measure, wording)
    return { added: wordings.length }
  },
  audit: ({ wordings }) => ({
    target: null,
    detail: { measures: wordings.map(({ measure, language, official }) => `${measure}/${language}${official ? '/official' : ''}`) },
  }),
})
