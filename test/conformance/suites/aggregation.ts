import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AnswerMapping,
  bucketRange,
  bucketsBetween,
  countWithin,
  mergeHistograms,
  momentsOf,
  npsOf,
  rollingWindow,
  type Actor,
  type Bucket,
  type Histogram,
} from '@kuulolla/core'
import { inTenant, insertUnit, migrate, openDatabase, prepareOwnCluster, replaceLinks, type Db, type TenantTransaction } from '@kuulolla/db'
import { startCluster } from '@kuulolla/runtime'
import { createTenant, foldAllTallies, importAnswers, loadHistograms, recount, type ImportDependencies } from '@kuulolla/services'
import { givenNumberIn, numberIn, readOracleCsv, textIn } from '../oracle-csv.ts'
import { byDefault, Cases, difference, type SuiteResult } from '../suite.ts'

type Row = Readonly<Record<string, string>>

/** Prefixes of the log after which the tallies are compared with a full recount, beside the checkpoints. */
const sampledPrefixes = 4

const statements = ['s1', 's2', 's3'] as const

const mapping = AnswerMapping.parse({
  kind: 'answers',
  source: 'oracle',
  questionnaire: {
    title: { en: 'Aggregation oracle' },
    audience: 'adult',
    languages: ['en'],
    wordingSource: 'oracle',
    items: [
      { id: 'nps', kind: 'nps', measure: 'oracle.nps', wordings: { en: 'nps' } },
      ...statements.map((id) => ({ id, kind: 'agree', measure: `oracle.${id}`, wordings: { en: id } })),
    ],
  },
  unit: { column: 'unit_id' },
  day: { column: 'answered_at', form: 'instant' },
  externalId: ['response_id'],
  version: { column: 'version' },
  op: { column: 'op', upsert: ['upsert'], delete: ['delete'] },
  answers: ['nps', ...statements].map((id) => ({ column: id, item: id })),
  channel: { constant: 'web' },
  language: { constant: 'en' },
})

/**
 * The events go in through the real import as they were delivered; at each checkpoint the counts that `readFigures` publishes
 * from are compared with the expected roll-ups (what the threshold would hide as well), and the tallies with a full recount.
 */
export async function run(path: string): Promise<SuiteResult> {
  const directory = await mkdtemp(join(tmpdir(), 'kuulolla-aggregation-'))
  await chmod(directory, 0o755)
  const cluster = await startCluster({ directory, settings: { fsync: 'off', synchronous_commit: 'off' } })
  try {
    await prepareOwnCluster(cluster.url('postgres', 'postgres'), 'kuulolla')
    await migrate(cluster.url('kuulolla_owner', 'kuulolla'))
    const db = openDatabase({ url: cluster.url('kuulolla_app', 'kuulolla'), max: 2 })
    try {
      return await replay(path, db)
    } finally {
      await db.destroy()
    }
  } finally {
    await cluster.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function replay(path: string, db: Db): Promise<SuiteResult> {
  const cases = new Cases()
  const dependencies: ImportDependencies = { db, now: () => new Date('2149-01-01T00:00:00Z'), randomBytes }
  const { tenantId } = await createTenant(dependencies, { slug: 'oracle', names: { en: 'Oracle' }, kind: 'county' })
  const actor: Actor = { kind: 'system', tenantId, job: 'conformance' }
  const tree = await inTenant(db, tenantId, async (tx) => plantTree(tx, await readOracleCsv(join(path, 'hierarchy.csv'))))
  const rollups = await readOracleCsv(join(path, 'expected_rollups.csv'))
  const lines = (await readFile(join(path, 'events.csv'), 'utf8')).split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
  const [header = '', ...events] = lines
  const column = header.split(',').indexOf('delivery_seq')
  const delivered = events.map((line) => ({ seq: Number(line.split(',')[column]), line })).sort((a, b) => a.seq - b.seq)
  const last = delivered.at(-1)?.seq ?? 0
  const checkpoints = new Set(rollups.map((row) => givenNumberIn(row, 'checkpoint')))
  const stops = new Set([
    ...checkpoints,
    last,
    ...Array.from({ length: sampledPrefixes }, (_, index) => Math.floor((last * (index + 1)) / (sampledPrefixes + 2))),
  ])
  let done = 0
  for (const stop of [...stops].sort((a, b) => a - b)) {
    const next = delivered.filter(({ seq }) => seq > done && seq <= stop)
    done = stop
    const report = await importAnswers.call(dependencies, actor, {
      mapping,
      fileName: 'events.csv',
      file: [header, ...next.map(({ line }) => line)].join('\n'),
    })
    cases.check(`events until ${stop} are taken in`, () => report.problems.map((problem) => `${problem.field}: ${problem.reason}`))
    await foldAllTallies(dependencies, actor)
    const { differing, cells } = await recount(dependencies, actor)
    cases.check(`tallies after ${stop} events equal a full recount`, () =>
      differing === 0 ? [] : [`${differing} rows differ, the first is ${JSON.stringify(cells[0])}`],
    )
    if (checkpoints.has(stop))
      await inTenant(db, tenantId, (tx) => compareRollups(tx, cases, { tree, rows: rollups.filter((row) => givenNumberIn(row, 'checkpoint') === stop) }))
  }
  const daily = await readOracleCsv(join(path, 'expected_daily_histograms.csv'))
  await inTenant(db, tenantId, (tx) => compareDays(tx, cases, { tree, rows: daily }))
  return cases.result()
}

/** Units by level and key: one, or several to be added up (an area that several counties have had). */
type PlantedTree = ReadonlyMap<string, readonly number[]>

async function plantTree(tx: TenantTransaction, rows: readonly Row[]): Promise<PlantedTree> {
  const ids = new Map<string, number>()
  const plant = async (code: string, parent: number | null): Promise<number> => {
    const known = ids.get(code)
    if (known !== undefined) return known
    const names = { names: { en: code }, serviceCode: null, oid: null, municipality: null, contact: {}, npsTarget: null, openedOn: null }
    const id = await insertUnit(tx, { ...names, code, kind: 'service-unit' })
    ids.set(code, id)
    if (parent !== null) await replaceLinks(tx, id, [{ unitId: id, parentId: parent, from: '-infinity', until: null }])
    return id
  }
  const tree = new Map<string, readonly number[]>()
  const nation = await plant('the nation', null)
  const links = new Map<number, { unitId: number; parentId: number; from: string; until: string | null }[]>()
  for (const row of rows) {
    const [unit, area, county] = [textIn(row, 'unit_id'), textIn(row, 'service_area'), textIn(row, 'county')]
    const countyId = await plant(`county ${county}`, nation)
    const areaId = await plant(`area ${area} of ${county}`, countyId)
    const unitId = await plant(unit, null)
    const from = textIn(row, 'valid_from')
    const until = textIn(row, 'valid_to')
    links.set(unitId, [...(links.get(unitId) ?? []), { unitId, parentId: areaId, from: from === '' ? '-infinity' : from, until: until === '' ? null : until }])
    tree.set(`unit ${unit}`, [unitId])
    tree.set(`county ${county}`, [countyId])
    tree.set(`service_area ${area}`, [...new Set([...(tree.get(`service_area ${area}`) ?? []), areaId])])
  }
  for (const [unitId, own] of links) await replaceLinks(tx, unitId, own)
  return new Map([...tree, ['nation', [nation]]])
}

const nodesOf = (tree: PlantedTree, level: string, key: string): readonly number[] => tree.get(level === 'nation' ? 'nation' : `${level} ${key}`) ?? []

/** The tree "as it is now" is the one of this day, by the oracle's word. */
const asIsDay = '9999-01-01'

async function compareRollups(
  tx: TenantTransaction,
  cases: Cases,
  { tree, rows }: { readonly tree: PlantedTree; readonly rows: readonly Row[] },
): Promise<void> {
  const groups = Map.groupBy(rows, (row) => ['checkpoint', 'mode', 'level', 'period_type'].map((column) => textIn(row, column)).join(' '))
  for (const [name, group] of groups) {
    const [, mode = '', level = '', periodType = ''] = name.split(' ')
    const windows = periodsOf(periodType, [...new Set(group.map((row) => textIn(row, 'period')))])
    const nodes = [...new Set(level === 'nation' ? tree.get('nation') : [...tree].filter(([key]) => key.startsWith(`${level} `)).flatMap(([, ids]) => ids))]
    const counted = new Map<string, Histogram>()
    for (const buckets of windows)
      await countInto(tx, counted, {
        nodes,
        buckets: buckets.map(({ bucket }) => bucket),
        labels: buckets.map(({ label }) => label),
        treeOf: mode === 'as_is' ? asIsDay : null,
      })
    const unexpected = new Set([...counted].filter(([, histogram]) => histogram.counts.some((count) => count > 0)).map(([key]) => key))
    for (const row of group) {
      const [key, period, question] = [textIn(row, 'key'), textIn(row, 'period'), textIn(row, 'question')]
      const ids = nodesOf(tree, level, key)
      const found = ids.flatMap((id) => counted.get(`${id} ${period} ${question}`) ?? [])
      for (const id of ids) unexpected.delete(`${id} ${period} ${question}`)
      cases.check(`${name} ${key} ${period} ${question}`, () => (found.length === 0 ? ['no counts'] : compareRollup(mergeHistograms(found), row)))
    }
    cases.check(`${name}: no other cell has answers`, () => [...unexpected])
  }
}

function compareRollup(histogram: Histogram, row: Row): readonly (string | null)[] {
  const same = (column: string, actual: number | null, exactly = false): string | null =>
    difference(column, actual, { value: numberIn(row, column), within: exactly ? 'exact' : byDefault })
  const { n, mean, sd } = momentsOf(histogram)
  const isNps = textIn(row, 'question') === 'nps'
  const nps = isNps ? npsOf(histogram) : null
  return [
    same('n', n, true),
    same('promoters', nps?.promoters ?? null, true),
    same('passives', nps?.passives ?? null, true),
    same('detractors', nps?.detractors ?? null, true),
    same('nps', nps?.nps ?? null),
    same('mean', mean),
    same('sd', sd),
    same('top2', isNps ? null : countWithin(histogram, 4, 5), true),
  ]
}

type LabelledBucket = { readonly label: string; readonly bucket: Bucket }

/** Runs of buckets that one query can take. */
function periodsOf(periodType: string, periods: readonly string[]): readonly (readonly LabelledBucket[])[] {
  if (periodType.startsWith('rolling')) {
    return periods.map((label) => {
      const [, days, ending] = /^(\d+)d\.\.(\d{4}-\d{2}-\d{2})$/.exec(label) ?? []
      if (days === undefined || ending === undefined) throw new Error(`not a window: ${label}`)
      return [{ label, bucket: rollingWindow(ending, Number(days)) }]
    })
  }
  const grain = periodType === 'iso_week' ? 'week' : periodType
  if (grain !== 'week' && grain !== 'month' && grain !== 'quarter' && grain !== 'tertial' && grain !== 'year' && grain !== 'day')
    throw new Error(`unknown period type ${periodType}`)
  const ranges = periods.map((period) => bucketRange(period, grain)).sort((a, b) => (a.from < b.from ? -1 : 1))
  const [first] = ranges
  const last = ranges.at(-1)
  return first === undefined || last === undefined
    ? []
    : [bucketsBetween({ grain, from: first.from, to: last.to }).map((bucket) => ({ label: bucket.key, bucket }))]
}

type Counting = { readonly nodes: readonly number[]; readonly buckets: readonly Bucket[]; readonly labels: readonly string[]; readonly treeOf: string | null }

async function countInto(tx: TenantTransaction, counted: Map<string, Histogram>, { nodes, buckets, labels, treeOf }: Counting): Promise<void> {
  const labelOf = new Map(buckets.map((bucket, index) => [bucket.key, labels[index] ?? bucket.key]))
  for (const row of await loadHistograms(tx, { units: nodes, buckets, treeOf, audience: 'adult' })) {
    if (row.kind === 'measure') counted.set(`${row.unitId} ${labelOf.get(row.bucket)} ${row.measure.replace('oracle.', '')}`, row.histogram)
  }
}

async function compareDays(tx: TenantTransaction, cases: Cases, { tree, rows }: { readonly tree: PlantedTree; readonly rows: readonly Row[] }): Promise<void> {
  const days = [...new Set(rows.map((row) => textIn(row, 'date')))].sort()
  const [from] = days
  const to = days.at(-1)
  if (from === undefined || to === undefined) return
  const buckets = bucketsBetween({ grain: 'day', from, to })
  const nodes = [...tree].filter(([key]) => key.startsWith('unit ')).flatMap(([, ids]) => ids)
  const counted = new Map<string, Histogram>()
  await countInto(tx, counted, { nodes, buckets, labels: buckets.map((bucket) => bucket.key), treeOf: null })
  const unexpected = new Set([...counted].filter(([, histogram]) => histogram.counts.some((count) => count > 0)).map(([key]) => key))
  for (const row of rows) {
    const [unit, day, question] = [textIn(row, 'unit'), textIn(row, 'date'), textIn(row, 'question')]
    const key = `${nodesOf(tree, 'unit', unit)[0]} ${day} ${question}`
    unexpected.delete(key)
    cases.check(`daily ${unit} ${day} ${question}`, () => {
      const { firstScore = 0, counts = [] } = counted.get(key) ?? {}
      return Array.from({ length: 11 }, (_, score) =>
        difference(`c${score}`, counts[score - firstScore] ?? 0, { value: givenNumberIn(row, `c${score}`), within: 'exact' }),
      )
    })
  }
  cases.check('daily: no other cell has answers', () => [...unexpected])
}
