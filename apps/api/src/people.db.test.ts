import { afterAll, beforeAll, expect, test } from 'vitest'
import { origin, startApiUnderTest, type ApiUnderTest, type Browser } from './testing.ts'

let api: ApiUnderTest
let lakeland: number
let coast: number
let admin: Browser
let adminMembership: number

const data = async <T>(response: Response): Promise<T> => {
  const body = (await response.json()) as { readonly result?: { readonly data: T }; readonly error?: unknown }
  if (body.result === undefined) throw new Error(JSON.stringify(body.error))
  return body.result.data
}
const reason = async (response: Response): Promise<string> => ((await response.json()) as { error: { data: { reason: string } } }).error.data.reason
const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''

type Person = { readonly membershipId: number; readonly email: string; readonly active: boolean; readonly pending: boolean; readonly secured: boolean }
const list = async (): Promise<readonly Person[]> => data(await admin.query('lakeland', 'people.list'))
type Invited = { readonly membershipId: number; readonly link: { readonly url: string; readonly until: string } | null; readonly mailed: string }

beforeAll(async () => {
  api = await startApiUnderTest()
  lakeland = (await api.tenant('lakeland')).tenantId
  coast = (await api.tenant('coast')).tenantId
  const { email } = await api.person(lakeland, 'admin', { role: 'administrator' })
  admin = api.browser()
  await admin.signIn(email)
  adminMembership = (await list())[0]?.membershipId ?? 0
})
afterAll(() => api.stop())

test('an invited person chooses a password by a link that works once', async () => {
  const invited = await data<Invited>(
    await admin.mutate('lakeland', 'people.invite', { email: 'Dora@example.fi', name: 'Dora', role: 'quality-officer', units: null, language: 'sv' }),
  )
  expect(invited.mailed).toBe('sent')
  expect(invited.link?.url).toMatch(`${origin}/setup?token=`)
  expect(api.mails.at(-1)).toMatchObject({ to: 'dora@example.fi' })
  expect(api.mails.at(-1)?.text).toContain(invited.link?.url)
  const days = (Date.parse(invited.link?.until ?? '') - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(7)
  expect((await list()).find((person) => person.membershipId === invited.membershipId)).toMatchObject({ email: 'dora@example.fi', pending: true })

  const dora = api.browser()
  const choose = { newPassword: 'a long enough password', token: tokenOf(invited.link?.url ?? '') }
  expect((await dora.post('/api/auth/reset-password', { ...choose, newPassword: 'short' })).status).toBe(400)
  expect((await dora.post('/api/auth/reset-password', choose)).status).toBe(200)
  expect((await dora.post('/api/auth/reset-password', choose)).status).toBe(400)
  expect((await dora.signIn('dora@example.fi')).status).toBe(200)
  expect((await dora.query('lakeland', 'figures.units')).status).not.toBe(401)
  expect(await reason(await dora.query('lakeland', 'people.list'))).toBe('no-permission')
})

test('a session of one tenant opens nothing of another', async () => {
  expect((await admin.query('coast', 'people.list')).status).toBe(403)
  expect(await reason(await admin.query('coast', 'people.list'))).toBe('not-member')
  expect(await reason(await admin.query('not-there', 'people.list'))).toBe('not-member')
  expect((await admin.get('/api/t/coast/export/figures?from=2026-01-01&to=2026-01-31')).status).toBe(403)
  expect((await admin.get('/api/events?tenant=coast')).status).toBe(403)
})

test('a deactivated person is out at once, and back when their access is', async () => {
  const { email } = await api.person(lakeland, 'eino', { role: 'administrator' })
  const eino = api.browser()
  await eino.signIn(email)
  expect((await eino.query('lakeland', 'people.list')).status).toBe(200)
  const membershipId = (await list()).find((person) => person.email === email)?.membershipId
  await data(await admin.mutate('lakeland', 'people.deactivate', { membershipId }))
  expect((await eino.query('lakeland', 'people.list')).status).toBe(401)
  await eino.signIn(email)
  expect((await eino.query('lakeland', 'people.list')).status).toBe(403)
  await data(await admin.mutate('lakeland', 'people.reactivate', { membershipId }))
  expect((await eino.query('lakeland', 'people.list')).status).toBe(200)
  await data(await admin.mutate('lakeland', 'people.changeRole', { membershipId, role: 'quality-officer', units: null }))
  expect((await eino.query('lakeland', 'people.list')).status).toBe(403)
})

test('the last administrator stays one', async () => {
  expect(await reason(await admin.mutate('lakeland', 'people.deactivate', { membershipId: adminMembership }))).toBe('last-administrator')
  expect(await reason(await admin.mutate('lakeland', 'people.changeRole', { membershipId: adminMembership, role: 'quality-officer', units: null }))).toBe(
    'last-administrator',
  )
})

test('a reset ends password, second factor and sessions, and is audited', async () => {
  const { email } = await api.person(lakeland, 'fanny', { role: 'quality-officer' })
  const fanny = api.browser()
  await fanny.signIn(email)
  await fanny.post('/api/auth/two-factor/enable', { password: 'a long enough password' })
  await api.look(`update auth."user" set "twoFactorEnabled" = true where email = $1`, [email])
  const membershipId = (await list()).find((person) => person.email === email)?.membershipId
  const reset = await data<Invited>(await admin.mutate('lakeland', 'people.resetSignIn', { membershipId, secondFactorLost: true }))
  expect((await fanny.query(null, 'me.session')).status).toBe(401)
  expect((await api.browser().signIn(email)).status).toBe(401)
  expect((await fanny.post('/api/auth/reset-password', { newPassword: 'a long enough password', token: tokenOf(reset.link?.url ?? '') })).status).toBe(200)
  const again = await fanny.signIn(email)
  expect(await again.json()).not.toHaveProperty('twoFactorRedirect')
  const [row] = await api.look<{ actor_kind: string; detail: unknown }>(
    `select actor_kind, detail from audit where verb = 'reset-sign-in' and tenant_id = $1`,
    [lakeland],
  )
  expect(row).toEqual({ actor_kind: 'user', detail: { secondFactorLost: true } })
})

test('an administrator gets no link to somebody who belongs to another organisation', async () => {
  const { email } = await api.person(coast, 'greta', { role: 'administrator' })
  const invited = await data<Invited>(await admin.mutate('lakeland', 'people.invite', { email, name: 'Greta', role: 'quality-officer', units: null }))
  expect(invited.link).toBeNull()
  expect(await reason(await admin.mutate('lakeland', 'people.resetSignIn', { membershipId: invited.membershipId }))).toBe('person-elsewhere')
  expect((await api.browser().signIn(email)).status).toBe(200)
})

test('what is wrong in a form is said at its field, in the reader’s language', async () => {
  const response = await admin.post(
    '/api/trpc/people.invite',
    { email: 'nobody', name: 'X', role: 'quality-officer', units: null },
    { 'x-tenant': 'lakeland', 'accept-language': 'en' },
  )
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({
    error: { message: 'Check the marked fields.', data: { reason: 'invalid-input', fields: [{ field: 'email', detail: 'This is in the wrong form.' }] } },
  })
})

test('a unit manager without units sees nothing, and is made only by saying so', async () => {
  const wrong = await admin.post(
    '/api/trpc/people.invite',
    { email: 'unbound@example.fi', name: 'Unbound', role: 'unit-manager', units: [] },
    { 'x-tenant': 'lakeland', 'accept-language': 'en' },
  )
  expect(await wrong.json()).toMatchObject({
    error: { data: { fields: [{ field: 'units', detail: 'Choose at least one unit, or the whole organisation.' }] } },
  })

  const { unitId } = await data<{ readonly unitId: number }>(
    await admin.mutate('lakeland', 'units.create', { code: 'only', kind: 'service-unit', names: { fi: 'Ainoa' }, parentId: null, from: '2026-01-01' }),
  )
  const { userId, email } = await api.person(lakeland, 'manager', { role: 'unit-manager', units: [unitId] })
  const manager = api.browser()
  await manager.signIn(email)
  const channels = { unitId, audience: 'adult', from: '2026-01-01', to: '2026-01-31' }
  expect((await manager.query('lakeland', 'figures.channels', channels)).status).toBe(200)
  await api.look('delete from membership_unit where membership_id = (select id from membership where user_id = $1)', [userId])
  expect((await manager.query('lakeland', 'figures.channels', channels)).status).toBe(403)
  expect(await data<readonly unknown[]>(await manager.query('lakeland', 'figures.units'))).toEqual([])
})
