import { Audience, DomainError, Language } from '@kuulolla/core'
import { insertMeasure, insertWording, tenantRow } from '@kuulolla/db'
import { z } from 'zod'
import { Names } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

const Texts = z.record(Language, z.string().trim().min(1).max(400)).refine((texts) => Object.keys(texts).length > 0, { error: 'wording-needed' })

/** A statement or a choice of the organisation's own. Its code lives on through every version that asks it; the number of options never changes. */
export const createMeasure = defineVerb({
  name: 'create-measure',
  permission: 'questionnaires:manage',
  input: z.object({
    audience: Audience,
    kind: z.enum(['statement', 'choice']),
    /** Short names for tables and charts. */
    names: Names,
    texts: Texts,
    options: z.int().min(2).max(12).nullable().default(null),
  }),
  async run({ tx }, { audience, kind, names, texts, options }) {
    if (kind === 'choice' && options === null) throw new DomainError('invalid', 'invalid-input', [{ field: 'options', message: 'missing' }])
    const base = slugOf(names['en'] ?? names['fi'] ?? Object.values(names)[0] ?? '')
    const measure = {
      audience,
      names,
      scale: kind === 'choice' ? ('choice' as const) : audience === 'child' ? ('faces' as const) : ('agree' as const),
      options: kind === 'choice' ? (options ?? 2) : 5,
      direction: kind === 'choice' ? ('none' as const) : ('increase' as const),
    }
    let code = `own.${base}`
    for (let n = 2; !(await insertMeasure(tx, { ...measure, code })); n++) code = `own.${base}-${n}`
    const { slug } = await tenantRow(tx)
    for (const [language, text] of Object.entries(texts)) await insertWording(tx, code, { language, text, official: false, source: slug })
    return { code }
  },
  audit: ({ audience, kind }, output) => ({ target: `measure:${output.code}`, detail: { audience, kind } }),
})

function slugOf(name: string): string {
  const slug = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  return slug === '' ? 'question' : slug
}
