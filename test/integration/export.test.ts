import { randomBytes } from 'node:crypto'
import { responseId, type Actor, type FigureTable } from '@kuulolla/core'
import { inTenant, insertExclusion, insertFreeTexts, insertResponses, type IntakeRow } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { createTenant, exportAnswers, exportFigures, foldAllTallies, readFigures, type Dependencies, type ExportedFile } from '@kuulolla/services'
import { sql } from 'kysely'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'

let database: TestDatabase
let dependencies: Dependencies
let tenantId: number
let versionId: number
let top: number
let busy: number
let quiet: number
let sheets: readonly IntakeRow[]

const system = (): Actor => ({ kind: 'system', tenantId, job: 'test' })
const officer = (): Actor => ({ kind: 'user', tenantId, userId: 'officer', role: 'quality-officer', units: null })
const manager = (units: readonly number[]): Actor => ({ kind: 'user', tenantId, userId: 'manager', role: 'unit-manager', units })

beforeAll(async () => {
  database = await createTestDatabase()
  dependencies = { db: database.app, now: () => new Date('2026-04-10T09:00:00Z') }
  const created = await createTenant(dependencies, { slug: 'koe', names: { fi: 'Koealue', sv: 'Provområdet' }, kind: 'county' })
  tenantId = created.tenantId
  versionId = created.questionnaires.adult.versionId
  top = await unit('top', 'Koko alue', null)
  busy = await unit('busy', '=Vilkas; "asema"', top)
  quiet = await unit('quiet', 'Hiljainen asema', top)
  const length = await answersLength()
  sheets = Array.from({ length: 40 }, (_, index) => sheet(index, index < 37 ? busy : quiet, length))
  await store(sheets)
})

afterAll(() => database.drop())

async function unit(code: string, name: string, parentId: number | null): Promise<number> {
  return inTenant(database.app, tenantId, async ({ trx }) => {
    const { rows } = await sql<{
      id: number
    }>`insert into unit (tenant_id, code, kind, names) values (${tenantId}, ${code}, 'service-unit', ${JSON.stringify({ fi: name })}) returning id`.execute(trx)
    const id = rows[0]?.id ?? 0
    if (parentId !== null)
      await sql`insert into unit_parent (tenant_id, unit_id, parent_id, valid) values (${tenantId}, ${id}, ${parentId}, daterange(null, null))`.execute(trx)
    return id
  })
}

async function answersLength(): Promise<number> {
  const { rows } = await sql<{
    length: number
  }>`select jsonb_array_length(jsonb_path_query_array(content, '$.items[*] ? (@.kind <> "text")')) as length from version where id = ${versionId}`.execute(
    database.admin,
  )
  return rows[0]?.length ?? 0
}

/** The first answer is the recommendation, −1 skipped … 11; the others go through all that an answer can be. */
function sheet(index: number, unitId: number, length: number): IntakeRow {
  const day = `2026-0${1 + (index % 3)}-1${index % 10}`
  const answers = Array.from({ length }, (_, at) => (at === 0 ? [1, 11, 10, -1][index % 4]! : [5, 4, 1, 0, -1, -2][(index + at) % 6]!))
  const texts = index % 9 === 0 ? [{ item: 'text', body: `=SUM(A1) ${index}` }] : []
  return { id: responseId(day, randomBytes(16)), day, unitId, versionId, pointId: null, channel: 'qr', role: 'self', language: 'fi', answers, texts }
}

async function store(rows: readonly IntakeRow[]): Promise<void> {
  await inTenant(database.app, tenantId, async (tx) => {
    await insertResponses(tx, rows)
    await insertFreeTexts(tx, rows)
    for (const { unitId, day } of rows) await sql`insert into stale (tenant_id, unit_id, day) values (${tenantId}, ${unitId}, ${day}::date)`.execute(tx.trx)
  })
  await foldAllTallies(dependencies, system())
}

async function bytesOf({ body }: ExportedFile): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

type Document = {
  readonly about: Record<string, unknown>
  readonly dictionary: readonly { readonly column: string }[]
  readonly rows: readonly Record<string, string | number | null>[]
}
const documentOf = async (file: ExportedFile): Promise<Document> => JSON.parse((await bytesOf(file)).toString('utf8')) as Document

const months = { grain: 'month', from: '2026-01-01', to: '2026-03-31' } as const
const question = { audience: 'adult', period: months, language: 'fi' } as const

const openTransactions = async (): Promise<number> => {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer as count from pg_stat_activity where datname = ${database.name} and usename = 'kuulolla_app' and state like 'idle in transaction%'`.execute(
    database.admin,
  )
  return rows[0]?.count ?? -1
}

test('figures in the file are the figures on the screen, the withheld ones withheld', async () => {
  const units = [top, busy, quiet]
  const screen: FigureTable = await readFigures.call(dependencies, officer(), { units, audience: 'adult', period: months })
  const { rows } = await documentOf(await exportFigures(dependencies, officer(), { ...question, units: { below: top }, format: 'json' }))
  expect(rows).toHaveLength(screen.figures.length)
  const codes = new Map([
    [top, 'top'],
    [busy, 'busy'],
    [quiet, 'quiet'],
  ])
  for (const [index, figure] of screen.figures.entries()) {
    const { value } = figure
    const shown = value.state === 'shown' ? value : null
    expect(rows[index]).toMatchObject({
      unit_code: codes.get(figure.unitId),
      period: figure.bucket,
      measure: figure.measure,
      statistic: figure.statistic,
      state: value.state,
      value: shown?.estimate.value ?? null,
      n: shown?.n ?? null,
      interval_low: shown?.estimate.interval?.low ?? null,
      interval_high: shown?.estimate.interval?.high ?? null,
      reason: value.state === 'withheld' ? 'Vastauksia on tässä tai lähellä liian vähän näytettäviksi.' : null,
    })
  }
  expect(rows.filter((row) => row['unit_code'] === 'quiet' && row['state'] === 'withheld').length).toBeGreaterThan(0)
  expect(rows.some((row) => row['state'] === 'shown')).toBe(true)
  expect(rows.find((row) => row['unit_code'] === 'busy')?.['parent_path']).toBe('Koko alue')
})

test('every column of a file stands in its dictionary', async () => {
  const figures = await documentOf(await exportFigures(dependencies, officer(), { ...question, units: { all: true }, format: 'json' }))
  const answers = await documentOf(await exportAnswers(dependencies, officer(), { ...answersAsked, texts: true, format: 'json' }))
  for (const { dictionary, rows } of [figures, answers]) expect(Object.keys(rows[0] ?? {})).toEqual(dictionary.map(({ column }) => column))
})

const answersAsked = { units: { all: true }, audience: 'adult', from: '2026-01-01', to: '2026-03-31', language: 'fi' } as const

test('a workbook gives another library the same numbers, and five sheets', async () => {
  const screen = await readFigures.call(dependencies, officer(), { units: [busy], audience: 'adult', period: months })
  const file = await exportFigures(dependencies, officer(), { ...question, units: [busy], format: 'xlsx' })
  expect(file.fileName).toBe('koe-tunnusluvut-2026-01-01--2026-03-31.xlsx')
  const sheetsRead = await readWorkbook(await bytesOf(file))
  expect(sheetsRead.map((each) => each.sheet)).toEqual(['Tunnusluvut', 'Tietosanakirja', 'Määritelmät', 'Kyselyversiot', 'Tiedostosta'])
  const [header = [], ...rows] = sheetsRead[0]?.data ?? []
  const at = header.indexOf('Arvo')
  expect(rows.map((row) => row[at] ?? null)).toEqual(screen.figures.map(({ value }) => (value.state === 'shown' ? value.estimate.value : null)))
})

test('a Finnish CSV alone: mark, semicolons, decimal commas, a defused name', async () => {
  const file = await exportFigures(dependencies, officer(), { ...question, units: [busy], format: 'csv-fi', parts: 'data' })
  expect(file.contentType).toBe('text/csv; charset=utf-8')
  const text = (await bytesOf(file)).toString('utf8')
  expect(text.startsWith('\ufeffOrganisaatio;Yksikkö;')).toBe(true)
  expect(text).toContain('Koealue;"\'=Vilkas; ""asema""";busy;')
  expect(text).toMatch(/;0,95;/)
})

test('answers row by row: scores, words for what is no score, no way back to the stored answer', async () => {
  const { rows } = await documentOf(await exportAnswers(dependencies, officer(), { ...answersAsked, format: 'json' }))
  expect(rows).toHaveLength(40)
  const text = JSON.stringify(rows)
  for (const { id } of sheets) expect(text).not.toContain(id)
  expect(text).not.toContain('SUM')
  const scores = rows.map((row) => Object.entries(row).find(([key]) => key.startsWith('national'))?.[1])
  expect(new Set(scores)).toEqual(new Set([0, 10, 9, null]))
  expect(text).toContain('"not-concerned"')
  expect(text).toContain('"not-asked"')
})

test('open texts only when asked for, and not of a unit with few answers', async () => {
  const { rows } = await documentOf(await exportAnswers(dependencies, officer(), { ...answersAsked, texts: true, format: 'json' }))
  const texts = rows.filter((row) => Object.entries(row).some(([key, value]) => key.startsWith('text:') && value !== null))
  const written = sheets.filter((each) => each.texts.length > 0)
  expect(texts).toHaveLength(written.length)
  for (const row of texts) {
    const text = Object.entries(row).find(([key, value]) => key.startsWith('text:') && value !== null)?.[1]
    expect(text).toMatch(row['unit_code'] === 'quiet' ? /liian vähän/ : /^=SUM/)
  }
})

test('who may not, gets nothing; who may, stands in the audit trail before the first byte', async () => {
  await expect(exportAnswers(dependencies, manager([busy]), { ...answersAsked, format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(exportFigures(dependencies, manager([busy]), { ...question, units: { below: top }, format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' })
  const audited = async (): Promise<number> => {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::integer as count from audit where tenant_id = ${tenantId} and verb = 'export-answers'`.execute(database.admin)
    return rows[0]?.count ?? 0
  }
  const before = await audited()
  const file = await exportAnswers(dependencies, officer(), { ...answersAsked, format: 'csv' })
  expect(await audited()).toBe(before + 1)
  await file.body.return(undefined)
})

test('a manager who asks for everything gets the own units', async () => {
  const { rows } = await documentOf(await exportFigures(dependencies, manager([busy]), { ...question, units: { all: true }, format: 'json' }))
  expect(new Set(rows.map((row) => row['unit_code']))).toEqual(new Set(['busy']))
})

test('excluded answers are left out', async () => {
  const excluded = sheets[0]
  if (excluded === undefined) throw new Error('no answers')
  await inTenant(database.app, tenantId, async (tx) => {
    await insertExclusion(tx, { day: excluded.day, id: excluded.id, reason: 'test', note: null, actor: 'test' })
  })
  const { rows } = await documentOf(await exportAnswers(dependencies, officer(), { ...answersAsked, format: 'json' }))
  expect(rows).toHaveLength(39)
})

test('answers that come in while a file is read are not in it; a reader who leaves ends the transaction', async () => {
  const length = sheets[0]?.answers.length ?? 0
  await store(Array.from({ length: 6_000 }, (_, index) => sheet(index, busy, length)))
  const file = await exportAnswers(dependencies, officer(), { ...answersAsked, format: 'csv', parts: 'data' })
  const linesIn = (chunk: Uint8Array): number => Buffer.from(chunk).toString('latin1').split('\r\n').length - 1
  const first = await file.body.next()
  let lines = first.done === true ? 0 : linesIn(first.value)
  expect(await openTransactions()).toBe(1)
  await store(Array.from({ length: 10 }, (_, index) => sheet(index, busy, length)))
  for await (const chunk of file.body) lines += linesIn(chunk)
  expect(lines).toBe(1 + 39 + 6_000)
  expect(await openTransactions()).toBe(0)

  const left = await exportFigures(dependencies, officer(), {
    ...question,
    period: { grain: 'day', from: '2026-01-01', to: '2026-03-31' },
    units: { all: true },
    format: 'xlsx',
  })
  for await (const chunk of left.body) {
    expect(chunk.length).toBeGreaterThan(0)
    break
  }
  expect(await openTransactions()).toBe(0)
})

test('two hundred thousand answers pass in constant memory', { timeout: 120_000 }, async () => {
  await sql`insert into response (tenant_id, day, id, unit_id, version_id, channel, role, language, answers)
    select ${tenantId}, date '2025-01-01' + (i % 300), gen_random_uuid(), ${busy}, ${versionId}, 'qr', 'self', 'fi', (select answers from response where unit_id = ${busy} limit 1)
    from generate_series(1, 200000) as i`.execute(database.admin)
  const file = await exportAnswers(dependencies, officer(), { ...answersAsked, from: '2025-01-01', to: '2025-12-31', format: 'csv', parts: 'data' })
  await file.body.next()
  const before = process.memoryUsage().heapUsed
  let [lines, peak] = [0, 0]
  for await (const chunk of file.body) {
    for (const byte of chunk) if (byte === 10) lines += 1
    peak = Math.max(peak, process.memoryUsage().heapUsed - before)
  }
  expect(lines).toBeGreaterThan(197_000)
  expect(peak / 2 ** 20).toBeLessThan(120)
})
