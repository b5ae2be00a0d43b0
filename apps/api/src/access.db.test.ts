import { permissions, type Permission } from '@kuulolla/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routesOf } from './app.ts'
import { appRouter } from './router.ts'
import { startApiUnderTest, type ApiUnderTest } from './testing.ts'

let api: ApiUnderTest

beforeAll(async () => {
  api = await startApiUnderTest()
})
afterAll(() => api.stop())

/** What anybody may ask, by name: signing in, the dashboard's files, the words of the pages, the description of the API. */
const publicRoutes = ['GET /api/languages', 'GET /api/catalogue/:file{[a-z0-9-]+\\.json}', 'GET /api/v1/openapi.json', 'GET /*']
/** Answered by the sign-in library and by tRPC, each of which decides by itself. */
const handedOn = new Set(['GET /api/auth/*', 'POST /api/auth/*', 'GET /api/trpc/*', 'POST /api/trpc/*'])

type Described = { readonly _def: { readonly type: string; readonly meta?: { readonly permission?: string } } }
// tRPC types its procedures by nested area; at run time they are one flat record.
const procedures = Object.entries(appRouter._def.procedures as unknown as Readonly<Record<string, Described>>)

type Description = {
  readonly openapi: string
  readonly paths: Readonly<Record<string, { readonly get: { readonly security: readonly { readonly key: readonly string[] }[] } }>>
}
/** Written from what each path of /api/v1 itself asks a key for. */
const description = async (): Promise<Description> => (await (await api.app.request('/api/v1/openapi.json')).json()) as Description

test('every procedure says who may call it', () => {
  expect(procedures.length).toBeGreaterThan(20)
  const undeclared = procedures.filter(([, { _def }]) => ![...permissions, 'signed-in'].includes(_def.meta?.permission ?? ''))
  expect(undeclared.map(([name]) => name)).toEqual([])
})

test('nobody who is not signed in gets anything from any procedure', async () => {
  for (const [name, { _def }] of procedures) {
    const browser = api.browser()
    const response = _def.type === 'query' ? await browser.query('somewhere', name) : await browser.mutate('somewhere', name, {})
    expect([name, response.status]).toEqual([name, 401])
  }
})

test('every route is public by name, or refuses who is not signed in', async () => {
  const declared = new Map(
    routesOf({ dependencies: api.dependencies, events: { subscribe: () => new Response(), connected: () => true, stop: () => Promise.resolve() } }).map(
      (route) => [`${route.method} ${route.path}`, route.access],
    ),
  )
  const scopes = new Map(Object.entries((await description()).paths).map(([path, { get }]) => [path, get.security[0]?.key[0]]))
  const routes = [...new Set(api.app.routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path}`))]
  expect(routes.length).toBeGreaterThan(12)
  for (const route of routes) {
    if (publicRoutes.includes(route) || handedOn.has(route)) continue
    const [method = '', path = ''] = route.split(' ')
    const access = path.startsWith('/api/v1/') ? scopes.get(path) : declared.get(route)
    expect([route, permissions.includes(access as Permission)]).toEqual([route, true])
    const response = await api.app.request(path.replaceAll(/:\w+/g, '1'), { method })
    expect([route, response.status]).toEqual([route, 401])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  }
  expect([...declared].filter(([, access]) => access === 'public').map(([route]) => route)).toEqual(publicRoutes.slice(0, 2))
})

test('the description of the API names a scope for every path', async () => {
  const document = await description()
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/export/answers',
    '/api/v1/export/figures',
    '/api/v1/figures',
    '/api/v1/measures',
    '/api/v1/units',
  ])
  for (const [path, { get }] of Object.entries(document.paths))
    expect([path, get.security]).toEqual([path, [{ key: [path.endsWith('answers') ? 'answers:export' : 'figures:read'] }]])
})

test('what is not there is said as problem details in the reader’s language', async () => {
  const response = await api.app.request('/api/nothing', { headers: { 'accept-language': 'sv' } })
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({ status: 404, reason: 'not-found', title: 'Vi hittade inte det du söker.' })
})

test('a change asked for by another site is refused', async () => {
  const browser = api.browser()
  const response = await browser.post('/api/trpc/people.invite', {}, { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site', 'x-tenant': 'a' })
  expect(response.status).toBe(403)
})

test('a body without a length, or longer than anybody may send, is refused before it is read', async () => {
  const send = (path: string, headers: Record<string, string>): Promise<Response> => {
    const unread = new ReadableStream({
      pull() {
        throw new Error('the body was read')
      },
    })
    return Promise.resolve(api.app.request(path, { method: 'POST', body: unread, headers, duplex: 'half' }))
  }
  for (const path of ['/api/trpc/units.create', '/api/auth/sign-in/email', '/api/v1/figures']) {
    expect((await send(path, {})).status).toBe(411)
    expect((await send(path, { 'content-length': '1e3' })).status).toBe(411)
    const long = await send(path, { 'content-length': String(300 * 1024) })
    expect(long.status).toBe(413)
    expect(await long.json()).toMatchObject({ status: 413, reason: 'body-too-large' })
  }
})
