import type { Role } from '@kuulolla/core'
import { openPool } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { createLog } from '@kuulolla/runtime'
import { addMember, createAccounts, createTenant, generateContactKeys, type CreatedTenant, type Erasure } from '@kuulolla/services'
import type { Hono } from 'hono'
import { createApp } from './app.ts'
import { dashboardFiles } from './dashboard-files.ts'
import type { ApiDependencies } from './dependencies.ts'
import { createEventHub } from './event-hub.ts'
import { signInHandler } from './sign-in-routes.ts'

export const origin = 'http://kuulolla.test'
export const password = 'a long enough password'

/** A browser of one person: keeps cookies, sends what a browser sends. */
export type Browser = {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  signIn(email: string): Promise<Response>
  query(tenant: string | null, procedure: string, input?: unknown): Promise<Response>
  mutate(tenant: string, procedure: string, input: unknown): Promise<Response>
}

export type ApiUnderTest = {
  readonly database: TestDatabase
  readonly app: Hono
  readonly dependencies: ApiDependencies
  readonly contactPublicKey: string
  readonly mails: { readonly to: string; readonly text: string }[]
  /** Runs SQL past all walls. */
  look<T>(statement: string, values?: readonly unknown[]): Promise<readonly T[]>
  browser(): Browser
  tenant(slug: string): Promise<CreatedTenant>
  person(
    tenantId: number,
    name: string,
    rights: { readonly role: Role; readonly units?: readonly number[] | null },
  ): Promise<{ readonly userId: string; readonly email: string }>
  stop(): Promise<void>
}

/** The whole app on a database of its own, without a server. */
export async function startApiUnderTest(dashboardDirectory = '/nowhere'): Promise<ApiUnderTest> {
  const database = await createTestDatabase()
  const keys = await generateContactKeys()
  const log = createLog('fatal')
  const erasures: Erasure[] = []
  const mails: { to: string; text: string }[] = []
  const mail = {
    send: ({ to, text }: { readonly to: string; readonly text: string }) => Promise.resolve(void mails.push({ to, text })),
    close: () => undefined,
  }
  const databaseUrl = database.url('kuulolla_app')
  const accounts = createAccounts({ databaseUrl, baseUrl: origin, secret: 'a secret of the tests that is long enough', mail })
  const now = (): Date => new Date()
  const dependencies: ApiDependencies = {
    db: database.app,
    now,
    mail,
    accounts,
    contactPrivateKey: keys.privateKey,
    publicUrl: origin,
    journal: { append: (erasure) => Promise.resolve(void erasures.push(erasure)), read: () => Promise.resolve(erasures) },
    onTrouble: () => undefined,
  }
  const events = await createEventHub({ databaseUrl, log })
  const app = createApp({ dependencies, signIn: signInHandler(accounts, now), events, dashboard: await dashboardFiles(dashboardDirectory), log })
  const pool = openPool({ url: database.url('postgres'), max: 1 })
  return {
    database,
    app,
    dependencies,
    contactPublicKey: keys.publicKey,
    mails,
    look: async <T>(statement: string, values: readonly unknown[] = []) => (await pool.query(statement, [...values])).rows as readonly T[],
    browser: () => createBrowser(app),
    tenant: (slug) => createTenant(dependencies, { slug, names: { fi: slug }, kind: 'county' }),
    async person(tenantId, name, { role, units = null }) {
      const email = `${name}@example.fi`
      const { userId } = await addMember(dependencies, { tenantId, email, name, password, role, units })
      return { userId, email }
    },
    async stop() {
      await events.stop()
      await accounts.close()
      await pool.end()
      await database.drop()
    },
  }
}

function createBrowser(app: Hono): Browser {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('host', new URL(origin).host)
    headers.set('user-agent', 'Test browser')
    // As every browser does; what is handed to the app directly would carry none.
    if (typeof init.body === 'string' && !headers.has('content-length')) headers.set('content-length', String(Buffer.byteLength(init.body)))
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await app.request(`${origin}${path}`, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const post: Browser['post'] = (path, body, headers = {}) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin', ...headers },
    })
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post,
    signIn: (email) => post('/api/auth/sign-in/email', { email, password }),
    query: (tenant, procedure, input = {}) =>
      ask(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: tenant === null ? {} : { 'x-tenant': tenant } }),
    mutate: (tenant, procedure, input) => post(`/api/trpc/${procedure}`, input, { 'x-tenant': tenant }),
  }
}
