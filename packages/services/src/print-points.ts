import { DomainError, type LocalisedText } from '@kuulolla/core'
import { pointsByIds, tenantRow } from '@kuulolla/db'
import { z } from 'zod'
import { requireUnits, defineVerb } from './verb.ts'

export type PrintedPoint = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly languages: readonly string[]
  readonly unitNames: LocalisedText
}

/** What goes on posters and into QR codes of points, in the order asked for. */
export const printPoints = defineVerb({
  name: 'print-points',
  permission: 'points:manage',
  input: z.object({ pointIds: z.array(z.int().positive()).min(1).max(500) }),
  async run({ tx, actor, now }, { pointIds }): Promise<{ readonly organisation: LocalisedText; readonly points: readonly PrintedPoint[] }> {
    const found = new Map((await pointsByIds(tx, pointIds)).map((point) => [point.id, point]))
    const points = pointIds.map((id) => {
      const point = found.get(id)
      if (point === undefined) throw new DomainError('not-found', 'point-not-found')
      return point
    })
    await requireUnits(
      tx,
      actor,
      points.map((point) => point.unitId),
      now(),
    )
    const { names } = await tenantRow(tx)
    return { organisation: names, points: points.map(({ id, code, name, languages, unitNames }) => ({ id, code, name, languages, unitNames })) }
  },
})
