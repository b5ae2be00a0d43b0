import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApiUnderTest, type ApiUnderTest, type Browser } from './testing.ts'

let api: ApiUnderTest
let admin: Browser

const data = async <T>(response: Response): Promise<T> => ((await response.json()) as { result: { data: T } }).result.data
const withKey = (secret: string, path: string): Promise<Response> => Promise.resolve(api.app.request(path, { headers: { authorization: `Bearer ${secret}` } }))
const makeKey = async (input: object): Promise<{ id: number; secret: string }> =>
  data(await admin.mutate('lakeland', 'keys.create', { name: 'Reporting', scopes: ['figures:read'], expiresOn: null, ...input }))

beforeAll(async () => {
  api = await startApiUnderTest()
  const { tenantId } = await api.tenant('lakeland')
  const { tenantId: coast } = await api.tenant('coast')
  for (const [id, code] of [
    [tenantId, 'ours'],
    [coast, 'theirs'],
  ])
    await api.look(`insert into unit (tenant_id, code, kind, names) values ($1, $2, 'organisation', '{"fi":"Yksikkö"}')`, [id, code])
  const { email } = await api.person(tenantId, 'admin', { role: 'administrator' })
  admin = api.browser()
  await admin.signIn(email)
})
afterAll(() => api.stop())

test('a key reads its own tenant, as far as its scopes go', async () => {
  const { secret } = await makeKey({})
  const units = (await (await withKey(secret, '/api/v1/units')).json()) as readonly { id: number; code: string }[]
  expect(units.map((unit) => unit.code)).toEqual(['ours'])
  const figures = await withKey(secret, `/api/v1/figures?unit=${units[0]?.id}&grain=month&from=2026-01-01&to=2026-02-28`)
  expect(figures.status).toBe(200)
  expect(await figures.json()).toMatchObject({ threshold: 5, buckets: [{ key: '2026-01' }, { key: '2026-02' }] })
  const refused = await withKey(secret, '/api/v1/export/answers?from=2026-01-01&to=2026-01-31')
  expect(refused.status).toBe(403)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
})

test('exports leave as files', async () => {
  const { secret } = await makeKey({ scopes: ['figures:read', 'answers:export'] })
  const csv = await withKey(secret, '/api/v1/export/figures?from=2026-01-01&to=2026-01-31&format=csv')
  expect(csv.status).toBe(200)
  expect(csv.headers.get('content-type')).toMatch('text/csv')
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="lakeland-/)
  expect(await csv.text()).toContain('unit_code')
  const answers = await withKey(secret, '/api/v1/export/answers?from=2026-01-01&to=2026-01-31&format=json')
  expect(answers.status).toBe(200)
  await answers.text()
  expect((await withKey(secret, '/api/v1/export/answers?from=2026-01-01&to=2026-01-31&texts=true')).status).toBe(403)
})

test('a parameter that is wrong is named', async () => {
  const { secret } = await makeKey({})
  const response = await withKey(secret, '/api/v1/figures?unit=1&grain=decade')
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ errors: [{ field: 'grain' }] })
})

test('a key that is revoked, past its day, unknown or not a key opens nothing, and its secret is stored nowhere', async () => {
  const { id, secret } = await makeKey({})
  expect((await withKey(secret, '/api/v1/units')).status).toBe(200)
  const dump = await api.look(`select row_to_json(api_key)::text || (select string_agg(encode(hash, 'escape'), ' ') from door) as text from api_key`)
  expect(JSON.stringify(dump)).not.toContain(secret)
  await data(await admin.mutate('lakeland', 'keys.revoke', { id }))
  expect((await withKey(secret, '/api/v1/units')).status).toBe(401)
  const old = await makeKey({ expiresOn: '2099-01-01' })
  await api.look(`update api_key set expires_on = '2020-01-01' where id = $1`, [old.id])
  expect((await withKey(old.secret, '/api/v1/units')).status).toBe(401)
  expect((await withKey(`kuulolla_${'x'.repeat(43)}`, '/api/v1/units')).status).toBe(401)
  expect((await api.app.request('/api/v1/units')).status).toBe(401)
  expect(await data<readonly object[]>(await admin.query('lakeland', 'keys.list'))).toMatchObject([{ state: 'expired' }, { state: 'revoked' }, {}, {}, {}])
})
