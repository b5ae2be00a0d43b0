import { DomainError, Language } from '@kuulolla/core'
import { announcePoints, doorHash, insertPoint } from '@kuulolla/db'
import { z } from 'zod'
import { checkLanguages, checkTarget } from './point-access.ts'
import { newPointCode } from './point-code.ts'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

export const PointName = z.string().trim().min(1).max(120)
export const PointLanguages = z
  .array(Language)
  .max(12)
  .refine((languages) => languages.length > 0, { error: 'language-needed' })
  .transform((languages) => [...new Set(languages)])

const attempts = 5

/** One collection point for each of the units, all alike but for their codes. */
export const createPoints = defineVerb({
  name: 'create-points',
  permission: 'points:manage',
  input: z.object({
    unitIds: z
      .array(UnitId)
      .max(500)
      .refine((ids) => ids.length > 0, { error: 'unit-needed' }),
    questionnaireId: z.int().positive(),
    channel: z.enum(['qr', 'web', 'kiosk', 'paper']),
    languages: PointLanguages,
    name: PointName,
  }),
  units: ({ unitIds }) => unitIds,
  async run({ tx, now }, { unitIds, ...point }) {
    const units = [...new Set(unitIds)]
    await checkTarget(tx, { unitIds: units, questionnaireId: point.questionnaireId })
    await checkLanguages(tx, point.languages)
    const at = now()
    const created: { readonly id: number; readonly code: string; readonly unitId: number }[] = []
    for (const unitId of units) {
      for (let attempt = 1, done = false; !done; attempt++) {
        const code = newPointCode()
        const id = await insertPoint(tx, { ...point, unitId, code, hash: doorHash(code) }, at)
        if (id !== null) {
          created.push({ id, code, unitId })
          done = true
        } else if (attempt === attempts) throw new DomainError('unavailable', 'unavailable')
      }
    }
    await announcePoints(
      tx,
      created.map((each) => each.code),
    )
    return { points: created }
  },
  audit: ({ questionnaireId, channel }, { points }) => ({
    target: points.length === 1 ? `point:${points[0]?.code}` : null,
    detail: { questionnaireId, channel, points: points.map(({ code, unitId }) => `${code}/${unitId}`) },
  }),
})
