import type { Audience, LocalisedText, ScaleId } from '@kuulolla/core'
import { measures, questionnaires, versionsOf, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'
import { loadSettings, tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

export type OutlinedMeasure = {
  readonly code: string
  readonly audience: Audience
  readonly scale: ScaleId
  readonly names: LocalisedText
  /** How it is asked now. */
  readonly wordings: LocalisedText
  /** Names of a choice's options as last published, in order; none for other scales. */
  readonly options: readonly LocalisedText[]
}

export type Outline = {
  /** The tenant's day. */
  readonly today: string
  readonly timeZone: string
  readonly threshold: number
  readonly npsTarget: number | null
  readonly shareTarget: number | null
  /** In the order in which they are asked. */
  readonly measures: readonly OutlinedMeasure[]
}

/** What a reader of figures must know before asking for any. */
export const readOutline = defineVerb({
  name: 'read-outline',
  permission: 'figures:read',
  input: z.object({}),
  async run({ tx, now }): Promise<Outline> {
    const { timeZone, threshold, npsTarget, shareTarget } = await loadSettings(tx)
    const rows = await measures(tx, null)
    const options = rows.some((row) => row.scale === 'choice') ? await publishedOptions(tx) : new Map<string, readonly LocalisedText[]>()
    return {
      today: await tenantDay(tx, now()),
      timeZone,
      threshold,
      npsTarget,
      shareTarget,
      measures: rows.map(({ code, audience, scale, names, wordings }) => ({
        code,
        audience,
        scale,
        names,
        wordings: Object.fromEntries(wordings.map(({ language, text }) => [language, text])),
        options: options.get(code) ?? [],
      })),
    }
  },
})

async function publishedOptions(tx: TenantTransaction): Promise<ReadonlyMap<string, readonly LocalisedText[]>> {
  const found = new Map<string, readonly LocalisedText[]>()
  for (const { id } of await questionnaires(tx)) {
    const [newest] = await versionsOf(tx, id)
    for (const item of newest?.content.items ?? []) {
      if (item.kind !== 'choice') continue
      found.set(
        item.measure,
        item.options.map((wordings) => Object.fromEntries(Object.entries(wordings).map(([language, { text }]) => [language, text]))),
      )
    }
  }
  return found
}
