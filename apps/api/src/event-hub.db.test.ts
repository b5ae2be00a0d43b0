import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApiUnderTest, type ApiUnderTest, type Browser } from './testing.ts'

let api: ApiUnderTest
let lakeland: number
let coast: number
let units: readonly number[]

beforeAll(async () => {
  api = await startApiUnderTest()
  lakeland = (await api.tenant('lakeland')).tenantId
  coast = (await api.tenant('coast')).tenantId
  units = (
    await api.look<{ id: number }>(
      `insert into unit (tenant_id, code, kind, names) select $1, code, 'service-unit', '{"fi":"Yksikkö"}' from unnest(array['a', 'b']) code returning id`,
      [lakeland],
    )
  ).map((row) => row.id)
})
afterAll(() => api.stop())

const notify = (tenant: number, moved: readonly number[]): Promise<unknown> =>
  api.look(`select pg_notify('kuulolla_tally', $1)`, [JSON.stringify({ tenant, units: moved })])

async function listening(browser: Browser): Promise<{ next(): Promise<string>; close(): Promise<void> }> {
  const response = await browser.get('/api/events?tenant=lakeland')
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error('no stream')
  expect((await reader.read()).value).toBe('retry: 2000\n\n')
  return { next: async () => (await reader.read()).value ?? '', close: () => reader.cancel() }
}

test('a movement is told to the browsers of its tenant, and of its units', async () => {
  const [officer, manager] = [api.browser(), api.browser()]
  await officer.signIn((await api.person(lakeland, 'officer', { role: 'quality-officer' })).email)
  await manager.signIn((await api.person(lakeland, 'manager', { role: 'unit-manager', units: [units[0] ?? 0] })).email)
  const [all, own] = [await listening(officer), await listening(manager)]
  await notify(coast, [999])
  await notify(lakeland, [units[1] ?? 0])
  await notify(lakeland, [...units])
  expect(await all.next()).toBe(`event: tally\ndata: {"units":[${units[1]}]}\n\n`)
  expect(await all.next()).toBe(`event: tally\ndata: {"units":[${units.join(',')}]}\n\n`)
  expect(await own.next()).toBe(`event: tally\ndata: {"units":[${units[0]}]}\n\n`)
  await notify(lakeland, [])
  expect(await own.next()).toBe('event: tally\ndata: {"units":[]}\n\n')
  await all.close()
  await own.close()
})
