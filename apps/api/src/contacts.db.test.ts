import { randomUUID } from 'node:crypto'
import { sealContact } from '@kuulolla/services'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApiUnderTest, type ApiUnderTest, type Browser } from './testing.ts'

let api: ApiUnderTest
let tenantId: number
let units: readonly number[]
let handler: Browser
const inOne = randomUUID()
const inTwo = randomUUID()

const data = async <T>(response: Response): Promise<T> => ((await response.json()) as { result: { data: T } }).result.data

beforeAll(async () => {
  api = await startApiUnderTest()
  ;({ tenantId } = await api.tenant('lakeland'))
  units = (
    await api.look<{ id: number }>(
      `insert into unit (tenant_id, code, kind, names) select $1, code, 'service-unit', '{"fi":"Yksikkö"}' from unnest(array['a', 'b']) code returning id`,
      [tenantId],
    )
  ).map((row) => row.id)
  for (const [id, unitId, due] of [
    [inOne, units[0], '2020-01-01'],
    [inTwo, units[1], '2099-01-01'],
  ]) {
    const { keyId, sealed } = await sealContact(api.contactPublicKey, { name: 'Aino', phone: '040 1234567', email: null, message: 'Soita' })
    await api.look(
      `insert into contact_request (tenant_id, id, unit_id, language, received_on, due_on, key_id, sealed) values ($1, $2, $3, 'fi', '2019-12-20', $4, $5, $6)`,
      [tenantId, id, unitId, due, keyId, sealed],
    )
  }
  const { email } = await api.person(tenantId, 'handler', { role: 'feedback-handler', units: [units[0] ?? 0] })
  handler = api.browser()
  await handler.signIn(email)
})
afterAll(() => api.stop())

test('a handler sees the requests of their own units, never what stands in them', async () => {
  const response = await handler.query('lakeland', 'contacts.list')
  const text = await response.clone().text()
  expect(text).not.toContain('Aino')
  const { requests, counts } = await data<{ requests: readonly object[]; counts: object }>(response)
  expect(requests).toMatchObject([{ id: inOne, overdue: true, state: 'open', owner: null }])
  expect(requests).toHaveLength(1)
  expect(counts).toEqual({ open: 1, inProgress: 0, overdue: 1 })
})

test('every look at the details is written down', async () => {
  for (const round of [1, 2]) {
    expect(await data(await handler.mutate('lakeland', 'contacts.reveal', { id: inOne }))).toEqual({
      name: 'Aino',
      phone: '040 1234567',
      email: null,
      message: 'Soita',
    })
    const looks = await api.look(`select from audit where tenant_id = $1 and verb = 'reveal-contact' and target = $2`, [tenantId, `contact-request:${inOne}`])
    expect(looks).toHaveLength(round)
  }
  expect((await handler.mutate('lakeland', 'contacts.reveal', { id: inTwo })).status).toBe(403)
})

test('a request is taken, closed and taken up again', async () => {
  expect((await handler.mutate('lakeland', 'contacts.take', { id: inTwo })).status).toBe(403)
  const { owner } = await data<{ owner: string }>(await handler.mutate('lakeland', 'contacts.take', { id: inOne }))
  expect((await data<{ requests: readonly object[] }>(await handler.query('lakeland', 'contacts.list', { mine: true }))).requests).toMatchObject([
    { state: 'in-progress', owner: { userId: owner, name: 'handler' } },
  ])
  await data(await handler.mutate('lakeland', 'contacts.close', { id: inOne }))
  expect((await handler.mutate('lakeland', 'contacts.close', { id: inOne })).status).toBe(409)
  expect((await data<{ requests: readonly object[] }>(await handler.query('lakeland', 'contacts.list', { state: 'closed' }))).requests).toHaveLength(1)
  await data(await handler.mutate('lakeland', 'contacts.reopen', { id: inOne }))
  const { email } = await api.person(tenantId, 'officer', { role: 'quality-officer' })
  const officer = api.browser()
  await officer.signIn(email)
  expect((await officer.query('lakeland', 'contacts.list')).status).toBe(403)
})

test('a request is handed to another handler who reaches the unit, to nobody else', async () => {
  const everywhere = await api.person(tenantId, 'everywhere', { role: 'feedback-handler' })
  const elsewhere = await api.person(tenantId, 'elsewhere', { role: 'feedback-handler', units: [units[1] ?? 0] })
  const handlers = await data<readonly { name: string }[]>(await handler.query('lakeland', 'contacts.handlers', { unitId: units[0] }))
  expect(handlers.map(({ name }) => name)).toEqual(['everywhere', 'handler'])
  expect((await handler.query('lakeland', 'contacts.handlers', { unitId: units[1] })).status).toBe(403)
  expect((await handler.mutate('lakeland', 'contacts.take', { id: inOne, owner: elsewhere.userId })).status).toBe(422)
  expect(await data(await handler.mutate('lakeland', 'contacts.take', { id: inOne, owner: everywhere.userId }))).toEqual({ owner: everywhere.userId })
})

test('accessibility feedback: an address is opened on the record, and what is closed stays closed', async () => {
  const id = randomUUID()
  const { keyId, sealed } = await sealContact(api.contactPublicKey, { name: null, phone: null, email: 'reader@example.fi', message: null })
  await api.look(
    `insert into accessibility_feedback (tenant_id, id, received_on, due_on, body, key_id, sealed) values ($1, $2, '2020-01-01', '2020-01-15', 'Teksti on pientä', $3, $4)`,
    [tenantId, id, keyId, sealed],
  )
  expect((await handler.query('lakeland', 'accessibility.list')).status).toBe(403)
  const { email } = await api.person(tenantId, 'administrator', { role: 'administrator' })
  const administrator = api.browser()
  await administrator.signIn(email)
  expect(await data(await administrator.query('lakeland', 'accessibility.list'))).toMatchObject([{ id, overdue: true, answerable: true }])
  expect(await data(await administrator.mutate('lakeland', 'accessibility.reveal', { id }))).toEqual({ email: 'reader@example.fi' })
  await data(await administrator.mutate('lakeland', 'accessibility.close', { id }))
  expect((await administrator.mutate('lakeland', 'accessibility.close', { id })).status).toBe(404)
  expect(await data(await administrator.query('lakeland', 'accessibility.list', { state: 'closed' }))).toMatchObject([{ id, overdue: false }])
  const verbs = await api.look<{ verb: string }>(`select verb from audit where tenant_id = $1 and target = $2 order by id`, [
    tenantId,
    `accessibility-feedback:${id}`,
  ])
  expect(verbs.map(({ verb }) => verb)).toEqual(['reveal-accessibility-contact', 'close-accessibility-feedback'])
})

test('pages follow one another without a gap', async () => {
  await api.look(
    `insert into contact_request (tenant_id, id, unit_id, language, received_on, due_on, key_id)
     select $1, gen_random_uuid(), $2, 'fi', '2026-01-01', '2026-02-01'::date + n / 40, 'k' from generate_series(1, 120) n`,
    [tenantId, units[0]],
  )
  const seen = new Set<string>()
  let after: unknown = null
  do {
    const page: { readonly requests: readonly { readonly id: string }[]; readonly next: unknown } = await data(
      await handler.query('lakeland', 'contacts.list', { after }),
    )
    for (const { id } of page.requests) seen.add(id)
    after = page.next
  } while (after !== null)
  expect(seen.size).toBe(121)
})
