import { responseId } from '@kuulolla/core'
import { insertFreeTexts, insertResponses, insertUnit, inTenant, markUnitDays, type IntakeRow } from '@kuulolla/db'
import { foldAllTallies } from '@kuulolla/services'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApiUnderTest, type ApiUnderTest, type Browser } from './testing.ts'

let api: ApiUnderTest
let tenantId: number
let unitId: number
let other: number
let officer: Browser
let manager: Browser
let administrator: Browser

const day = '2026-03-04'

beforeAll(async () => {
  api = await startApiUnderTest()
  const tenant = await api.tenant('a')
  tenantId = tenant.tenantId
  ;[unitId, other] = await inTenant(api.database.app, tenantId, async (tx) => {
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
    const units = [await plant('one'), await plant('two')] as const
    const rows = Array.from({ length: 7 }, (_, n): IntakeRow => ({
      id: responseId(day, randomBytes(16)),
      day,
      unitId: units[0],
      versionId: tenant.questionnaires.adult.versionId,
      pointId: null,
      channel: 'qr',
      role: 'self',
      language: 'fi',
      answers: [11, ...Array.from({ length: 7 }, () => -1)],
      texts: n < 2 ? [{ item: 'feedback', body: `text ${n}` }] : [],
    }))
    await insertResponses(tx, rows)
    await insertFreeTexts(tx, rows)
    await markUnitDays(tx, rows)
    return units
  })
  await fold()
  const signedIn = async (name: string, rights: Parameters<ApiUnderTest['person']>[2]): Promise<Browser> => {
    const browser = api.browser()
    await browser.signIn((await api.person(tenantId, name, rights)).email)
    return browser
  }
  officer = await signedIn('officer', { role: 'quality-officer' })
  manager = await signedIn('manager', { role: 'unit-manager', units: [unitId] })
  administrator = await signedIn('administrator', { role: 'administrator' })
})
afterAll(() => api.stop())

const fold = () => foldAllTallies(api.dependencies, { kind: 'system', tenantId, job: 'test' })
const period = { from: '2026-03-01', to: '2026-03-31' }
const dataOf = async <T>(response: Response): Promise<T> => {
  expect(response.status).toBe(200)
  return ((await response.json()) as { readonly result: { readonly data: T } }).result.data
}
type Texts = { readonly texts: readonly { readonly text: string; readonly handle: string | null }[] }
type Excluded = readonly {
  readonly handle: string
  readonly unitId: number
  readonly week: string
  readonly reason: string
  readonly note: string | null
  readonly by: string | null
}[]
const textsOf = async (browser: Browser) => (await dataOf<Texts>(await browser.query('a', 'figures.texts', { unitId, audience: 'adult', ...period }))).texts
const excludedFor = async (browser: Browser) => dataOf<Excluded>(await browser.query('a', 'answers.excluded', { unitId, ...period }))
async function sheets(): Promise<number | null> {
  const input = { units: [unitId], audience: 'adult', period: { grain: 'month', ...period } }
  const table = await dataOf<{ readonly figures: readonly { readonly measure: string | null; readonly value: { readonly n?: number } }[] }>(
    await officer.query('a', 'figures.read', input),
  )
  return table.figures.find((figure) => figure.measure === null)?.value.n ?? null
}
const handleOf = async (text: string): Promise<string> => (await textsOf(officer)).find((each) => each.text === text)?.handle ?? ''

test('only who may leave answers out can name one, and no name tells its id or its day', async () => {
  expect((await textsOf(manager)).map((each) => each.handle)).toEqual([null, null])
  const handles = (await textsOf(officer)).map((each) => each.handle ?? '')
  expect(new Set(handles).size).toBe(2)
  for (const handle of handles) expect(handle).toMatch(/^\d+\.2026-W10\.[0-9a-f]{32}$/)
  const id = handles[0] ?? ''
  for (const [procedure, input] of [
    ['answers.exclude', { id, reason: 'test' }],
    ['answers.restore', { id }],
    ['answers.erase', { id }],
  ] as const)
    expect([procedure, (await manager.mutate('a', procedure, input)).status]).toEqual([procedure, 403])
  expect((await manager.query('a', 'answers.excluded', { unitId, ...period })).status).toBe(403)
})

test('an answer leaves the figures with a reason, stands in the list with who and why, and can be taken back', async () => {
  expect(await sheets()).toBe(7)
  const id = await handleOf('text 0')
  const left = await dataOf<unknown>(await officer.mutate('a', 'answers.exclude', { id, reason: 'abuse', note: 'crude' }))
  expect(left).toEqual({ unitId, handle: id })
  expect((await officer.mutate('a', 'answers.exclude', { id, reason: 'abuse' })).status).toBe(409)
  await fold()
  expect(await sheets()).toBe(6)
  expect((await textsOf(officer)).map((each) => each.text)).toEqual(['text 1'])
  expect(await excludedFor(administrator)).toMatchObject([{ handle: id, unitId, week: '2026-W10', reason: 'abuse', note: 'crude', by: 'officer' }])
  expect(await dataOf<Excluded>(await officer.query('a', 'answers.excluded', { unitId: other, ...period }))).toEqual([])
  expect(await dataOf<Excluded>(await officer.query('a', 'answers.excluded', { unitId, from: '2026-04-01', to: '2026-04-30' }))).toEqual([])
  await dataOf(await administrator.mutate('a', 'answers.restore', { id }))
  await fold()
  expect(await sheets()).toBe(7)
  expect(await excludedFor(officer)).toEqual([])
  expect(await api.look('select verb, target from audit where tenant_id = $1 and target like $2 order by id', [tenantId, 'answer:%'])).toEqual([
    { verb: 'exclude-response', target: `answer:${id}` },
    { verb: 'restore-response', target: `answer:${id}` },
  ])
})

test('an erased answer is gone for good, and the journal knows it by its id', async () => {
  const id = await handleOf('text 1')
  const moved = `${other}.${id.split('.').slice(1).join('.')}`
  expect((await officer.mutate('a', 'answers.erase', { id: moved })).status).toBe(404)
  await dataOf(await officer.mutate('a', 'answers.erase', { id }))
  await fold()
  expect(await sheets()).toBe(6)
  expect((await officer.mutate('a', 'answers.restore', { id })).status).toBe(404)
  expect(await api.dependencies.journal.read()).toMatchObject([{ tenant: tenantId, day }])
  expect((await api.dependencies.journal.read())[0]?.id).toMatch(/^[0-9a-f-]{36}$/)
})
