import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AnswerMapping, dayOfResponseId, responseId, UnitMapping, type Actor } from '@kuulolla/core'
import { inTenant, insertFreeTexts, insertResponses, insertUnit, markUnitDays, replaceLinks, type IntakeRow } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import {
  applyRetention,
  createTenant,
  eraseResponse,
  excludeResponse,
  foldAllTallies,
  foldTallies,
  importAnswers,
  importUnits,
  nightlyTurn,
  readChannels,
  readFigures,
  readSpan,
  readTexts,
  reapplyErasures,
  recount,
  restoreResponse,
  undoImport,
  type Erasure,
} from '@kuulolla/services'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const now = () => new Date('2026-03-20T10:00:00Z')
let tenants = 0

/** A tenant with a root over `a` and `b`, and hands to put answers in. */
async function makeTenant() {
  const dependencies = { db: database.app, now, randomBytes }
  tenants += 1
  const { tenantId, questionnaires } = await createTenant(dependencies, { slug: `county-${tenants}`, names: { fi: 'Alue' }, kind: 'county' })
  const actor: Actor = { kind: 'system', tenantId, job: 'test' }
  const [root, a, b] = await inTenant(database.app, tenantId, async (tx) => {
    const plant = (code: string) =>
      insertUnit(tx, {
        code,
        names: { fi: code },
        kind: 'service-unit',
        serviceCode: null,
        oid: null,
        municipality: null,
        contact: {},
        npsTarget: null,
        openedOn: null,
      })
    const ids = [await plant('root'), await plant('a'), await plant('b')] as const
    for (const child of ids.slice(1)) await replaceLinks(tx, child, [{ unitId: child, parentId: ids[0], from: '-infinity', until: null }])
    return ids
  })
  const put = async (unitId: number, day: string, answers: readonly (readonly number[])[], change: Partial<IntakeRow> = {}): Promise<readonly string[]> => {
    const rows = answers.map((codes): IntakeRow => ({
      id: responseId(day, randomBytes(16)),
      day,
      unitId,
      versionId: questionnaires.adult.versionId,
      pointId: null,
      channel: 'qr',
      role: 'self',
      language: 'fi',
      answers: [...codes, ...Array.from({ length: 8 - codes.length }, () => -1)],
      texts: [],
      ...change,
    }))
    await inTenant(database.app, tenantId, async (tx) => {
      await insertResponses(tx, rows)
      await insertFreeTexts(tx, rows)
      await markUnitDays(tx, rows)
    })
    return rows.map((row) => row.id)
  }
  const figures = (input: Partial<Parameters<typeof readFigures.call>[2]> = {}) =>
    readFigures.call(dependencies, actor, { units: [root], audience: 'adult', period: { grain: 'month', from: '2026-03-01', to: '2026-03-31' }, ...input })
  const sheets = async (unitId: number, input: Partial<Parameters<typeof readFigures.call>[2]> = {}) => {
    const value = (await figures({ units: [unitId], ...input })).figures.find((figure) => figure.measure === null)?.value
    return value?.state === 'shown' ? value.n : value?.state
  }
  const tallies = () =>
    sql`select unit_id, day, version_id, channel, role, counts from tally_day where tenant_id = ${tenantId} order by 1, 2, 3, 4, 5`
      .execute(database.admin)
      .then(({ rows }) => rows)
  return { dependencies, tenantId, actor, root, a, b, put, figures, sheets, tallies, fold: () => foldAllTallies(dependencies, actor) }
}

const promoters = (count: number): readonly (readonly number[])[] => Array.from({ length: count }, () => [11, 5])

test('folding counts what is marked, again and at once, and always ends the same', async () => {
  const { dependencies, actor, a, put, sheets, tallies, fold } = await makeTenant()
  await put(a, '2026-03-02', promoters(6))
  await fold()
  expect(await sheets(a)).toBe(6)
  const once = await tallies()
  await inTenant(database.app, actor.tenantId, (tx) => markUnitDays(tx, [{ unitId: a, day: '2026-03-02' }]))
  await fold()
  expect(await tallies()).toEqual(once)
  // Late answers arrive while several workers fold.
  await Promise.all([1, 2, 3, 4].flatMap((n) => [put(a, '2026-03-02', promoters(n)), foldTallies(dependencies, actor), foldTallies(dependencies, actor)]))
  await fold()
  expect(await sheets(a)).toBe(16)
  expect(await recount(dependencies, actor)).toMatchObject({ differing: 0, sheets: 16 })
})

test('a small group is withheld with its reason, and so is what a filter would leave out', async () => {
  const { a, put, figures, sheets, fold, dependencies, actor } = await makeTenant()
  await put(a, '2026-03-02', promoters(4))
  await fold()
  expect(await sheets(a)).toBe('withheld')
  await put(a, '2026-03-03', promoters(6))
  await put(a, '2026-03-03', promoters(2), { channel: 'kiosk' })
  await fold()
  expect(await sheets(a)).toBe(12)
  expect(await sheets(a, { channel: 'kiosk' })).toBe('withheld')
  expect(await sheets(a, { channel: 'qr' })).toBe('withheld')
  const channels = await readChannels.call(dependencies, actor, { unitId: a, audience: 'adult', from: '2026-03-01', to: '2026-03-31' })
  expect(channels).toMatchObject({ total: 12, channels: [{ sheets: null }, { sheets: null }] })
  const nps = (await figures({ units: [a], measures: ['national.nps'] })).figures.find((figure) => figure.statistic === 'nps')
  expect(nps?.value).toMatchObject({ state: 'shown', n: 12, estimate: { value: 100 } })
})

test('a unit tells from which month to which it has answers, its own and those below it, and nothing more', async () => {
  const { root, a, b, put, fold, dependencies, actor } = await makeTenant()
  const spanOf = (unitId: number) => readSpan.call(dependencies, actor, { unitId })
  expect(await spanOf(root)).toEqual([])
  await put(a, '2020-05-31', promoters(1))
  await put(b, '2021-10-01', promoters(7))
  await fold()
  expect(await spanOf(a)).toEqual([{ audience: 'adult', first: '2020-05', last: '2020-05' }])
  expect(await spanOf(root)).toEqual([{ audience: 'adult', first: '2020-05', last: '2021-10' }])
  expect(await readSpan.call(dependencies, actor, { unitId: root, tree: 'as-is' })).toEqual(await spanOf(root))
})

test('an excluded answer leaves every figure and comes back; an erased one is gone, also from a restored backup', async () => {
  const { dependencies, actor, tenantId, a, put, sheets, fold } = await makeTenant()
  const erased: Erasure[] = []
  const journal = { append: async (erasure: Erasure) => void erased.push(erasure), read: async () => erased }
  const [first = '', second = ''] = await put(a, '2026-03-04', promoters(8))
  await excludeResponse.call(dependencies, actor, { id: first, reason: 'test' })
  await fold()
  expect(await sheets(a)).toBe(7)
  await expect(excludeResponse.call(dependencies, actor, { id: first, reason: 'test' })).rejects.toMatchObject({ reason: 'already-excluded' })
  await restoreResponse.call(dependencies, actor, { id: first })
  await fold()
  expect(await sheets(a)).toBe(8)
  await eraseResponse.call({ ...dependencies, journal }, actor, { id: second })
  await fold()
  expect(await sheets(a)).toBe(7)
  expect(erased).toEqual([{ tenant: tenantId, day: dayOfResponseId(second), id: second }])
  // The backup knows it still.
  await put(a, '2026-03-04', promoters(1), { id: second })
  await fold()
  expect(await sheets(a)).toBe(8)
  expect(await reapplyErasures({ ...dependencies, journal })).toEqual({ erased: 1 })
  await fold()
  expect(await sheets(a)).toBe(7)
})

test('moving a unit changes no tally: as it was, its answers stay where it stood; as it is, they come along', async () => {
  const { tenantId, root, a, b, put, sheets, tallies, fold } = await makeTenant()
  await put(a, '2026-03-05', promoters(5))
  await put(a, '2026-03-15', promoters(7))
  await fold()
  const before = await tallies()
  await inTenant(database.app, tenantId, (tx) =>
    replaceLinks(tx, a, [
      { unitId: a, parentId: root, from: '-infinity', until: '2026-03-10' },
      { unitId: a, parentId: b, from: '2026-03-10', until: null },
    ]),
  )
  await fold()
  expect(await tallies()).toEqual(before)
  expect(await sheets(b)).toBe(7)
  expect(await sheets(b, { tree: 'as-is' })).toBe(12)
  expect(await sheets(root)).toBe(12)
})

test('recount finds a planted wrong cell, tells it, and mends it', async () => {
  const { dependencies, actor, tenantId, a, put, sheets, fold } = await makeTenant()
  await put(a, '2026-03-06', promoters(9))
  await fold()
  await sql`update tally_day set counts[1] = 10 where tenant_id = ${tenantId}`.execute(database.admin)
  await sql`update tally_month set counts[1] = 11 where tenant_id = ${tenantId}`.execute(database.admin)
  const found = await recount(dependencies, actor)
  expect(found).toMatchObject({ differing: 2, mended: false })
  expect(found.cells.map(({ table, unitId, day }) => [table, unitId, day])).toEqual([
    ['day', a, '2026-03-06'],
    ['month', a, '2026-03-01'],
  ])
  expect(await recount(dependencies, actor, { mend: true })).toMatchObject({ differing: 2, mended: true })
  expect(await recount(dependencies, actor)).toMatchObject({ differing: 0 })
  expect(await sheets(a)).toBe(9)
})

test('texts are shown by week once enough people have answered, and only to those who may', async () => {
  const { dependencies, actor, tenantId, a, put, fold } = await makeTenant()
  await put(a, '2026-03-06', [[11]], { texts: [{ item: 'feedback', body: 'Kiitos' }] })
  await fold()
  const input = { unitId: a, audience: 'adult', from: '2026-03-01', to: '2026-03-31', limit: 1 } as const
  expect((await readTexts.call(dependencies, actor, input)).state).toBe('withheld')
  await put(a, '2026-03-09', promoters(4), { texts: [{ item: 'feedback', body: 'Hyvä' }] })
  await fold()
  const seen: string[] = []
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const page: Awaited<ReturnType<typeof readTexts.call>> = await readTexts.call(dependencies, actor, { ...input, after })
    seen.push(...page.texts.map((text) => `${text.week} ${text.text}`))
    after = page.next
  }
  expect(seen).toEqual(['2026-W11 Hyvä', '2026-W11 Hyvä', '2026-W11 Hyvä', '2026-W11 Hyvä', '2026-W10 Kiitos'])
  const administrator: Actor = { kind: 'user', tenantId, userId: 'x', role: 'administrator', units: null }
  await expect(readTexts.call(dependencies, administrator, input)).rejects.toMatchObject({ code: 'forbidden' })
})

test('retention freezes the tallies of old months and removes their answers; the figures stay', async () => {
  const { dependencies, actor, tenantId, a, put, sheets, fold } = await makeTenant()
  const old = { period: { grain: 'month', from: '2020-01-01', to: '2020-01-31' } } as const
  await put(a, '2020-01-15', promoters(6))
  await put(a, '2026-03-01', promoters(6))
  expect(await applyRetention(dependencies, actor)).toMatchObject({ frozenBefore: '2021-03-01', answers: 6 })
  await fold()
  expect(await sheets(a, old)).toBe(6)
  const { rows } = await sql<{ day: string }>`select distinct day from response where tenant_id = ${tenantId}`.execute(database.admin)
  expect(rows).toEqual([{ day: '2026-03-01' }])
  expect(await recount(dependencies, actor, { mend: true })).toMatchObject({ differing: 0, sheets: 6 })
  expect(await sheets(a, old)).toBe(6)
})

test('a real file: units and answers come in once, are shown up the tree, and go out again', async () => {
  const { dependencies, actor, tenantId, tallies, fold } = await makeTenant()
  const read = (name: string) => readFile(new URL(`../data/${name}`, import.meta.url), 'utf8')
  const file = await read('fft-template-daily-counts.csv')
  const units = { mapping: UnitMapping.parse(JSON.parse(await read('fft-units.json'))), fileName: 'fft.csv', file }
  const answers = { mapping: AnswerMapping.parse(JSON.parse(await read('fft-answers.json'))), fileName: 'fft.csv', file }
  const preview = await importUnits.call(dependencies, actor, { ...units, preview: true })
  expect(preview.problems).toEqual([])
  const planted = await importUnits.call(dependencies, actor, units)
  expect(planted.changes).toEqual(preview.changes)
  expect((await importUnits.call(dependencies, actor, units)).changes).toEqual([])

  const rehearsed = await importAnswers.call(dependencies, actor, { ...answers, preview: true })
  const first = await importAnswers.call(dependencies, actor, answers)
  expect(first).toMatchObject({ created: 950, corrected: 0, deleted: 0, unchanged: 0, rejected: 0, problems: [] })
  expect(rehearsed).toEqual({ ...first, batchId: null })
  expect(await importAnswers.call(dependencies, actor, answers)).toMatchObject({ created: 0, unchanged: 950 })
  await fold()
  const { rows: tops } = await sql<{ id: number }>`
    select id from unit where tenant_id = ${tenantId} and code not in ('root', 'a', 'b') and not exists (select from unit_parent link where link.tenant_id = ${tenantId} and link.unit_id = unit.id)`.execute(
    database.admin,
  )
  const table = await readFigures.call(dependencies, actor, {
    units: tops.map(({ id }) => id),
    audience: 'adult',
    period: { grain: 'year', from: '2020-01-01', to: '2021-12-31' },
  })
  const counted = table.figures.filter((figure) => figure.measure === null).reduce((sum, { value }) => sum + (value.state === 'shown' ? value.n : 0), 0)
  expect(counted).toBe(950)
  expect(await recount(dependencies, actor)).toMatchObject({ differing: 0, sheets: 950 })

  expect(await undoImport.call(dependencies, actor, { batchId: first.batchId ?? 0 })).toEqual({ undone: 950, kept: 0 })
  await fold()
  expect(await tallies()).toEqual([])
  // Counted tallies are gone as well, so nothing stands on the units any more.
  expect(await undoImport.call(dependencies, actor, { batchId: planted.batchId ?? 0 })).toEqual({ undone: planted.changes.length, kept: 0 })
  await expect(undoImport.call(dependencies, actor, { batchId: planted.batchId ?? 0 })).rejects.toMatchObject({ reason: 'already-undone' })
})

test('an import that corrected another one gives the older answers back, and tells bad rows by line, field and reason', async () => {
  const { dependencies, actor, a, sheets, figures, fold } = await makeTenant()
  const mapping = AnswerMapping.parse({
    ...JSON.parse(await readFile(new URL('../data/fft-answers.json', import.meta.url), 'utf8')),
    externalId: ['id'],
    version: { column: 'v' },
    count: undefined,
  })
  const send = (rows: readonly string[]) =>
    importAnswers.call(dependencies, actor, { mapping, fileName: 'x.csv', file: ['id,v,date,unit,fft', ...rows].join('\n') })
  const mean = async () => {
    const value = (await figures({ units: [a], measures: ['import.fft'] })).figures.find((figure) => figure.statistic === 'mean')?.value
    return value?.state === 'shown' ? value.estimate.value : null
  }
  await send([1, 2, 3, 4, 5].map((n) => `${n},1,2026-03-02,a,1`))
  await fold()
  expect(await mean()).toBe(5)
  const second = await send([
    ...[1, 2, 3, 4, 5].map((n) => `${n},2,2026-03-03,a,5`),
    '6,1,2026-03-02,nowhere,1',
    '7,1,2026-04-02,a,1',
    '8,1,2026-03-02,a,9',
    '1,1,2026-03-02,a,2',
  ])
  expect(second).toMatchObject({ lines: 9, created: 0, corrected: 5, unchanged: 1, rejected: 3 })
  expect(second.problems.map(({ line, field, reason }) => [line, field, reason]).sort(([a = 0], [b = 0]) => Number(a) - Number(b))).toEqual([
    [7, 'unit', 'unit-unknown'],
    [8, 'date', 'in-the-future'],
    [9, 'fft', 'not-one-of'],
  ])
  await fold()
  expect(await mean()).toBe(1)
  expect(await undoImport.call(dependencies, actor, { batchId: second.batchId ?? 0 })).toEqual({ undone: 5, kept: 0 })
  await fold()
  expect(await mean()).toBe(5)
  expect(await sheets(a)).toBe(5)
})

test('whatever happens in whatever order, tallies equal a full recount', async () => {
  const { dependencies, actor, a, b, put, fold } = await makeTenant()
  const mapping = AnswerMapping.parse({
    ...JSON.parse(await readFile(new URL('../data/fft-answers.json', import.meta.url), 'utf8')),
    externalId: ['id'],
    version: { column: 'v' },
    op: { column: 'op', upsert: ['put'], delete: ['drop'] },
    count: undefined,
  })
  const journal = { append: async () => undefined, read: async () => [] }
  const ids: string[] = []
  const day = fc.integer({ min: 1, max: 19 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`)
  const unit = fc.constantFrom('a', 'b')
  const operation = fc.oneof(
    fc.record({ kind: fc.constant('answer' as const), unit, day, code: fc.integer({ min: -2, max: 11 }), language: fc.constantFrom('fi', 'sv') }),
    fc.record({
      kind: fc.constant('import' as const),
      unit,
      day,
      id: fc.integer({ min: 1, max: 6 }),
      version: fc.integer({ min: 1, max: 5 }),
      op: fc.constantFrom('put', 'put', 'drop'),
      fft: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({ kind: fc.constantFrom('exclude' as const, 'restore' as const, 'erase' as const), at: fc.nat(30) }),
    fc.record({ kind: fc.constant('fold' as const) }),
  )
  const ignoringRefusals = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'DomainError')) throw error
    })
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 25 }), async (operations) => {
      for (const each of operations) {
        if (each.kind === 'answer') ids.push(...(await put(each.unit === 'a' ? a : b, each.day, [[each.code]], { language: each.language })))
        else if (each.kind === 'import') {
          const row = [each.id, each.version, each.op, each.day, each.unit, each.fft].join(',')
          await importAnswers.call(dependencies, actor, { mapping, fileName: 'x.csv', file: `id,v,op,date,unit,fft\n${row}` })
        } else if (each.kind === 'fold') await foldTallies(dependencies, actor)
        else {
          const id = ids[each.at % Math.max(1, ids.length)] ?? responseId('2026-03-01', randomBytes(16))
          if (each.kind === 'exclude') await ignoringRefusals(excludeResponse.call(dependencies, actor, { id, reason: 'other' }))
          if (each.kind === 'restore') await ignoringRefusals(restoreResponse.call(dependencies, actor, { id }))
          if (each.kind === 'erase') await ignoringRefusals(eraseResponse.call({ ...dependencies, journal }, actor, { id }))
        }
      }
      await fold()
      expect((await recount(dependencies, actor)).cells).toEqual([])
    }),
    { numRuns: 12 },
  )
})

test('the nightly recount compares the newest months each night and an older one in its turn', async () => {
  const { actor, tenantId, a, put, fold } = await makeTenant()
  await put(a, '2026-02-02', promoters(6))
  await put(a, '2024-07-03', promoters(5))
  await fold()
  await sql`update tally_day set counts[1] = counts[1] + 1 where tenant_id = ${tenantId} and day = '2024-07-03'`.execute(database.admin)
  const nights = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      recount({ db: database.app, now: () => new Date(`2026-03-${index + 10}T10:00:00Z`) }, actor, { turn: nightlyTurn }),
    ),
  )
  expect(nights.filter((night) => night.differing === 0).map((night) => [night.unitMonths, night.sheets])).toEqual(Array.from({ length: 11 }, () => [1, 6]))
  expect(nights.filter((night) => night.differing > 0).map((night) => [night.unitMonths, night.sheets, night.cells[0]?.day])).toEqual([[2, 11, '2024-07-03']])
  // One mark elsewhere keeps nothing from being compared.
  await inTenant(database.app, tenantId, (tx) => markUnitDays(tx, [{ unitId: a, day: '2026-02-02' }]))
  expect(await recount({ db: database.app, now }, actor, { from: '2024-07-01', to: '2024-07-31' })).toMatchObject({ unitMonths: 1, differing: 1 })
})
