import { Audience, Day, hiddenParts, isSmall, type Channel, type RespondentRole } from '@kuulolla/core'
import { sheetsByChannel, versionIdsOfAudience } from '@kuulolla/db'
import { z } from 'zod'
import { Tree } from './read-figures.ts'
import { loadSettings, tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** Answer sheets; null where a figure would tell of too few. */
export type SheetCount = number | null

export type ChannelCounts = {
  readonly total: SheetCount
  readonly channels: readonly { readonly channel: Channel; readonly sheets: SheetCount }[]
  readonly roles: readonly { readonly role: RespondentRole; readonly sheets: SheetCount }[]
  readonly threshold: number
}

/** How many answer sheets came to a unit and everything below it by each channel, and in which role. */
export const readChannels = defineVerb({
  name: 'read-channels',
  permission: 'figures:read',
  input: z.object({ unitId: z.int().positive(), audience: Audience, from: Day, to: Day, tree: Tree.default('as-was') }),
  units: ({ unitId }) => [unitId],
  async run({ tx, now }, { unitId, audience, from, to, tree }): Promise<ChannelCounts> {
    const { threshold } = await loadSettings(tx)
    const treeOf = tree === 'as-is' ? await tenantDay(tx, now()) : null
    const rows = from > to ? [] : await sheetsByChannel(tx, { unitId, period: { from, to }, treeOf, versions: await versionIdsOfAudience(tx, audience) })
    const total = rows.reduce((sum, row) => sum + row.sheets, 0)
    // Nobody is not a group; one person is: with a small total its parts are not told either.
    if (isSmall(total, threshold)) return { total: null, channels: [], roles: [], threshold }
    return {
      total,
      channels: parts(rows, (row) => row.channel, threshold).map(({ key, sheets }) => ({ channel: key, sheets })),
      roles: parts(rows, (row) => row.role, threshold).map(({ key, sheets }) => ({ role: key, sheets })),
      threshold,
    }
  },
})

function parts<K, R extends { readonly sheets: number }>(
  rows: readonly R[],
  keyOf: (row: R) => K,
  threshold: number,
): readonly { readonly key: K; readonly sheets: SheetCount }[] {
  const sums = new Map<K, number>()
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.sheets)
  const list = [...sums]
  const hidden = hiddenParts(
    list.map(([, sheets]) => sheets),
    threshold,
  )
  return list.map(([key, sheets], index) => ({ key, sheets: hidden.has(index) ? null : sheets }))
}
