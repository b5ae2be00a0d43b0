import { DomainError, type Language, type LocalisedText } from '@kuulolla/core'
import { pointsByIds, tenantRow } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb, requireUnits } from './verb.ts'

export type PointSheet = {
  readonly code: string
  readonly unitNames: LocalisedText
  readonly organisation: LocalisedText
  readonly languages: readonly Language[]
}

/** What is printed for collection points: QR codes and posters, in the order asked for. */
export const readPointSheets = defineVerb({
  name: 'read-point-sheets',
  permission: 'points:manage',
  input: z.object({ pointIds: z.array(z.int().positive()).min(1).max(500) }),
  async run({ tx, actor, now }, { pointIds }) {
    const points = await pointsByIds(tx, pointIds)
    if (points.length < new Set(pointIds).size) throw new DomainError('not-found', 'point-not-found')
    await requireUnits(
      tx,
      actor,
      points.map((point) => point.unitId),
      now(),
    )
    const { names } = await tenantRow(tx)
    const byId = new Map(points.map((point) => [point.id, point]))
    return [...new Set(pointIds)].flatMap((id): PointSheet[] => {
      const point = byId.get(id)
      return point === undefined ? [] : [{ code: point.code, unitNames: point.unitNames, organisation: names, languages: point.languages }]
    })
  },
})
