import {
  editionOf,
  histogramOf,
  mapWider,
  mergeHistograms,
  type Audience,
  type Bucket,
  type Channel,
  type FigureRow,
  type Histogram,
  type LayoutEntry,
  type RespondentRole,
  type ScaleId,
  type Wider,
} from '@kuulolla/core'
import { sumTallies, versionIdsOfAudience, versionLayouts, widthOf, type AnsweredVersion, type TenantTransaction } from '@kuulolla/db'

export type HistogramQuery = {
  readonly units: readonly number[]
  /** Without gaps, in order. */
  readonly buckets: readonly Bucket[]
  /** The day whose tree is applied to all days ("as it is now"); null: each day's own ("as it was"). */
  readonly treeOf: string | null
  readonly audience: Audience
  /** Codes; all when absent. */
  readonly measures?: readonly string[] | undefined
  readonly channel?: Channel | undefined
  readonly role?: RespondentRole | undefined
}

type Filter = { readonly channel?: Channel | undefined; readonly role?: RespondentRole | undefined }

/** Counts of one unit and bucket by version. */
type Cells = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>

type AskedMeasure = {
  readonly code: string
  readonly scale: ScaleId
  readonly asked: ReadonlyMap<number, { readonly entry: LayoutEntry; readonly edition: string }>
}

/**
 * The counts that figures are made of, per unit, bucket and measure: what `publishFigures` takes. Not to be shown to anybody.
 * One measure is added up over all versions of the audience that ask it on the same kind of scale;
 * where the kind has changed, only the newest version's kind counts.
 */
export async function loadHistograms(tx: TenantTransaction, query: HistogramQuery): Promise<readonly FigureRow[]> {
  const versions = await versionLayouts(tx, await versionIdsOfAudience(tx, query.audience))
  const load = async ({ channel, role }: Filter): Promise<Cells> =>
    cellsOf(await sumTallies(tx, { ...query, channel, role, versions: versions.map((each) => each.versionId), width: widthOf(versions) }))
  const own = await load({ channel: query.channel, role: query.role })
  const wider = await loadWider(query, load)
  const answered = new Set([...(wider?.all ?? own).values()].flatMap((cell) => Array.from(cell.keys())))
  const measures = askedMeasures(versions.filter((version) => answered.has(version.versionId))).filter(
    (measure) => query.measures === undefined || query.measures.includes(measure.code),
  )
  return query.units.flatMap((unitId) =>
    query.buckets.flatMap((bucket, index): readonly FigureRow[] => {
      const key = `${unitId} ${index}`
      return [
        {
          unitId,
          bucket: bucket.key,
          kind: 'sheets',
          versions: answeredIn(own, key),
          sheets: sheetsOf(own, key),
          wider: mapWider(wider, (cells) => sheetsOf(cells, key)),
        },
        ...measures.map((measure): FigureRow => {
          const askedIn = answeredIn(own, key).filter((version) => measure.asked.has(version))
          return {
            unitId,
            bucket: bucket.key,
            kind: 'measure',
            measure: measure.code,
            scale: measure.scale,
            versions: askedIn,
            histogram: histogramIn(own, key, measure),
            wider: mapWider(wider, (cells) => histogramIn(cells, key, measure)),
            editions: [...new Set(askedIn.flatMap((version) => measure.asked.get(version)?.edition ?? []))],
          }
        }),
      ]
    }),
  )
}

async function loadWider({ channel, role }: Filter, load: (filter: Filter) => Promise<Cells>): Promise<Wider<Cells> | null> {
  if (channel === undefined && role === undefined) return null
  const all = await load({})
  if (channel === undefined || role === undefined) return { all }
  return { all, channel: await load({ channel }), role: await load({ role }) }
}

function cellsOf(rows: Awaited<ReturnType<typeof sumTallies>>): Cells {
  const cells = new Map<string, Map<number, readonly number[]>>()
  for (const { unitId, bucket, versionId, counts } of rows) {
    const key = `${unitId} ${bucket}`
    const cell = cells.get(key) ?? new Map<number, readonly number[]>()
    cells.set(key, cell.set(versionId, counts))
  }
  return cells
}

/** Newest version first, in the order in which it asks them. */
function askedMeasures(versions: readonly AnsweredVersion[]): readonly AskedMeasure[] {
  const found = new Map<string, { scale: ScaleId; asked: Map<number, { entry: LayoutEntry; edition: string }> }>()
  for (const { versionId, layout, content } of versions.toReversed()) {
    for (const entry of layout.entries) {
      const item = content.items.find((each) => each.id === entry.item)
      if (item === undefined || item.kind === 'text') continue
      const measure = found.get(entry.measure) ?? { scale: entry.scale, asked: new Map() }
      found.set(entry.measure, measure)
      if (measure.scale === entry.scale) measure.asked.set(versionId, { entry, edition: editionOf(item) })
    }
  }
  return [...found].map(([code, { scale, asked }]) => ({ code, scale, asked }))
}

const answeredIn = (cells: Cells, key: string): readonly number[] => [...(cells.get(key)?.keys() ?? [])]

const sheetsOf = (cells: Cells, key: string): number => [...(cells.get(key)?.values() ?? [])].reduce((sum, counts) => sum + (counts[0] ?? 0), 0)

function histogramIn(cells: Cells, key: string, measure: AskedMeasure): Histogram {
  const histograms = [...(cells.get(key) ?? [])].flatMap(([version, counts]) => {
    const asked = measure.asked.get(version)
    return asked === undefined ? [] : [histogramOf(asked.entry, counts)]
  })
  return mergeHistograms([...histograms, emptyHistogram(measure)])
}

function emptyHistogram({ asked }: AskedMeasure): Histogram {
  const [first] = asked.values()
  return { sheets: 0, notConcerned: 0, firstScore: first?.entry.firstScore ?? 1, counts: Array.from({ length: first?.entry.options ?? 0 }, () => 0) }
}
