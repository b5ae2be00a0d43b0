import { DomainError } from '@kuulolla/core'
import { announcePoints, changeTarget } from '@kuulolla/db'
import { z } from 'zod'
import { checkTarget, managedPoint } from './point-access.ts'
import { UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** Points a code to another unit or questionnaire, without printing anew. Answers given until now stay with what it pointed to. */
export const repointPoint = defineVerb({
  name: 'repoint-point',
  permission: 'points:manage',
  input: z.object({ pointId: z.int().positive(), unitId: UnitId, questionnaireId: z.int().positive() }),
  units: ({ unitId }) => [unitId],
  async run({ tx, actor, now }, { pointId, unitId, questionnaireId }) {
    const at = now()
    const point = await managedPoint(tx, { actor, pointId, now: at })
    if (point.unitId === unitId && point.questionnaireId === questionnaireId) throw new DomainError('conflict', 'nothing-changed')
    await checkTarget(tx, { unitIds: [unitId], questionnaireId })
    await changeTarget(tx, pointId, { unitId, questionnaireId, at })
    await announcePoints(tx, [point.code])
    return { code: point.code, before: { unitId: point.unitId, questionnaireId: point.questionnaireId } }
  },
  audit: ({ unitId, questionnaireId }, { code, before }) => ({ target: `point:${code}`, detail: { before, after: { unitId, questionnaireId } } }),
})
