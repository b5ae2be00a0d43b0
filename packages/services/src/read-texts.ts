import { Audience, Day, may } from '@kuulolla/core'
import { readFreeTexts, sheetsByChannel, unitsBelow, versionIdsOfAudience } from '@kuulolla/db'
import { z } from 'zod'
import { handleOf } from './response-key.ts'
import { loadSettings, tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** `week` is an ISO week such as `2026-W07`: nothing finer is told. */
export type ReadText = {
  readonly text: string
  readonly language: string
  readonly week: string
  readonly item: string
  /** Names the answer to those who may leave it out; null to everybody else. */
  readonly handle: string | null
}

export type TextPage = {
  /** `withheld`: fewer answer sheets than the threshold. */
  readonly state: 'shown' | 'withheld'
  readonly texts: readonly ReadText[]
  /** Hand it back as `after` for the next page; null at the end. */
  readonly next: string | null
}

const Cursor = z.string().regex(/^\d{4}-W\d{2} [0-9a-f]{32}$/)

/** Open texts of a unit and everything below it today, the newest week first, once enough people have answered. */
export const readTexts = defineVerb({
  name: 'read-texts',
  permission: 'texts:read',
  input: z.object({
    unitId: z.int().positive(),
    audience: Audience,
    from: Day,
    to: Day,
    after: Cursor.nullable().default(null),
    limit: z.int().min(1).max(100).default(30),
  }),
  units: ({ unitId }) => [unitId],
  async run({ tx, actor, now }, { unitId, audience, from, to, after, limit }): Promise<TextPage> {
    const { threshold } = await loadSettings(tx)
    const today = await tenantDay(tx, now())
    const versions = await versionIdsOfAudience(tx, audience)
    const counted = from > to ? [] : await sheetsByChannel(tx, { unitId, period: { from, to }, treeOf: today, versions })
    if (counted.reduce((sum, row) => sum + row.sheets, 0) < threshold) return { state: 'withheld', texts: [], next: null }
    const [week = '', key = ''] = after?.split(' ') ?? []
    const rows = await readFreeTexts(tx, {
      units: await unitsBelow(tx, [unitId], today),
      from,
      to,
      versions,
      after: after === null ? null : { week, key },
      limit: limit + 1,
    })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const nameable = may(actor, 'answers:exclude')
    return {
      state: 'shown',
      texts: shown.map((row) => ({ text: row.body, language: row.language, week: row.week, item: row.item, handle: nameable ? handleOf(row) : null })),
      next: rows.length > limit && last !== undefined ? `${last.week} ${last.key}` : null,
    }
  },
})
