import {
  Audience,
  bucketsBetween,
  Channel,
  Day,
  DomainError,
  Grain,
  isComplete,
  localDay,
  MeasureCode,
  publishFigures,
  RespondentRole,
  rollingWindow,
  type Actor,
  type Bucket,
  type FigureTable,
} from '@kuulolla/core'
import { childUnits, hasStale, sweptAt, unitsWithin, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'
import { loadHistograms } from './load-histograms.ts'
import { loadSettings } from './tenant-day.ts'
import { defineVerb, type Dependencies, type VerbContext } from './verb.ts'

/** `as-was`: every day in the tree of that day; `as-is`: all days in today's tree. */
export const Tree = z.enum(['as-was', 'as-is'])

/** Whole buckets around the days, or one window of `rolling` days. */
export const FigurePeriod = z.union([
  z.object({ grain: Grain, from: Day, to: Day }),
  z.object({
    rolling: z
      .int()
      .min(1)
      .max(3 * 366),
    ending: Day,
  }),
])

export const FigureQuery = z.object({
  units: z.union([z.array(z.int().positive()).min(1).max(500), z.object({ childrenOf: z.int().positive() })]),
  audience: Audience,
  measures: z.array(MeasureCode).min(1).max(40).optional(),
  period: FigurePeriod,
  tree: Tree.default('as-was'),
  channel: Channel.optional(),
  role: RespondentRole.optional(),
})

const mostBuckets = 1_100
const mostCells = 100_000

/** Figures of units (each with everything below it) by bucket: the one door through which numbers leave. */
export const readFigures = defineVerb({
  name: 'read-figures',
  permission: 'figures:read',
  input: FigureQuery,
  units: ({ units }) => ('childrenOf' in units ? [units.childrenOf] : units),
  // One snapshot: a filtered count must never be newer than the whole it is compared with.
  isolation: 'repeatable read',
  run: figureTable,
})

/** What the verb does once it is allowed, for an export that reads many of them in one snapshot. */
export async function figureTable(
  { tx, actor, now }: Pick<VerbContext<Dependencies>, 'tx' | 'actor' | 'now'>,
  query: z.output<typeof FigureQuery>,
): Promise<FigureTable> {
  const settings = await loadSettings(tx)
  const today = localDay(now(), settings.timeZone)
  const buckets = bucketsOf(query.period)
  const treeOf = query.tree === 'as-is' ? today : null
  const units = await unitsOf(tx, actor, { query, buckets, treeOf, today })
  if (units.length * buckets.length > mostCells) throw new DomainError('limit', 'too-many-figures')
  const rows = await loadHistograms(tx, { ...query, units, buckets, treeOf })
  const swept = await sweptAt(tx)
  return {
    figures: publishFigures({ rows, threshold: settings.threshold }),
    buckets: buckets.map((bucket) => ({ key: bucket.key, from: bucket.from, to: bucket.to, complete: isComplete(bucket, today) })),
    freshness: { sweptAt: swept?.toISOString() ?? null, pending: await hasStale(tx) },
    threshold: settings.threshold,
  }
}

function bucketsOf(period: z.output<typeof FigurePeriod>): readonly Bucket[] {
  if ('rolling' in period) return [rollingWindow(period.ending, period.rolling)]
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000
  if (days < 0) throw new DomainError('invalid', 'invalid-input', [{ field: 'period.to', message: 'period-ends-before-it-begins' }])
  if (days > mostBuckets * 366) throw new DomainError('limit', 'too-many-figures')
  const buckets = bucketsBetween(period)
  if (buckets.length > mostBuckets) throw new DomainError('limit', 'too-many-figures')
  return buckets
}

type UnitQuery = { readonly query: z.output<typeof FigureQuery>; readonly buckets: readonly Bucket[]; readonly treeOf: string | null; readonly today: string }

async function unitsOf(tx: TenantTransaction, actor: Actor, { query, buckets, treeOf, today }: UnitQuery): Promise<readonly number[]> {
  if (!('childrenOf' in query.units)) return [...new Set(query.units)]
  const first = buckets[0]
  const last = buckets.at(-1)
  if (first === undefined || last === undefined) return []
  const children = await childUnits(tx, query.units.childrenOf, { period: { from: first.from, to: last.to }, treeOf })
  // A child of then may have moved out of the actor's subtrees since.
  if (actor.kind !== 'user' || actor.units === null || children.length === 0) return children
  return unitsWithin(tx, children, { roots: actor.units, day: today })
}
