import { DomainError } from '@kuulolla/core'
import { catalogues } from '@kuulolla/i18n/catalogues'
import type { Log } from '@kuulolla/runtime'
import { listUnits, memberActor, ownOrigin } from '@kuulolla/services'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { Hono, type Context } from 'hono'
import { refuseBody } from './body-limit.ts'
import { createContext, languageOf, spokenLanguages } from './context.ts'
import type { DashboardFiles } from './dashboard-files.ts'
import type { ApiDependencies } from './dependencies.ts'
import { downloadRoutes } from './downloads.ts'
import type { EventHub } from './event-hub.ts'
import { exportRoutes } from './export-routes.ts'
import { describeProblem, problemResponse } from './problem.ts'
import { remoteAddressOf } from './remote-address.ts'
import { appRouter } from './router.ts'
import { mount, type Route } from './routes.ts'
import type { SignInHandler } from './sign-in-routes.ts'
import { logDefect, told } from './unexpected.ts'
import { v1 } from './v1.ts'
import { translatorOf } from '@kuulolla/i18n/catalogues'

export type AppParts = {
  readonly dependencies: ApiDependencies
  readonly signIn: SignInHandler
  readonly events: EventHub
  readonly dashboard: DashboardFiles
  readonly log: Log
}

export function createApp({ dependencies, signIn, events, dashboard, log }: AppParts): Hono {
  const app = new Hono()

  app.use(async (context, next) => {
    await next()
    const { headers } = context.res
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-resource-policy', 'same-origin')
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    if (dependencies.publicUrl.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000')
  })
  app.use(async (context, next) => {
    const { raw } = context.req
    const refused = await refuseBody(raw, async () => (await dependencies.accounts.signedIn(raw.headers)) !== null)
    if (refused === null) return next()
    const problem = describeProblem(refused.error, translatorOf(languageOf(raw.headers)))
    return problemResponse({ ...problem, status: refused.status }, { connection: 'close' })
  })
  app.onError((error, context) => {
    const known = told(error)
    if (!(known instanceof DomainError)) logDefect(log, error, context.req.path)
    return refusal(context, known)
  })
  app.notFound((context) => refusal(context, new DomainError('not-found', 'not-found')))

  app.on(['GET', 'POST'], '/api/auth/*', (context) => signIn(context.req.raw, remoteAddressOf(context.req.raw.headers, context.env)))
  app.on(['GET', 'POST'], '/api/trpc/*', (context) => {
    const { raw } = context.req
    refuseOtherSites(raw)
    return fetchRequestHandler({
      endpoint: '/api/trpc',
      req: raw,
      router: appRouter,
      createContext: () => createContext(dependencies, raw.headers, raw.headers.get('x-tenant')),
      onError({ error, path }) {
        if (error.code === 'INTERNAL_SERVER_ERROR') logDefect(log, error.cause ?? error, path ?? '')
      },
      responseMeta: () => ({ headers: { 'cache-control': 'no-store' } }),
    })
  })
  mount(app, dependencies, routesOf({ dependencies, events }))
  app.route('/', v1(dependencies))
  // Everything else is a page of the dashboard.
  app.get(
    '/*',
    (context) => (context.req.path.startsWith('/api/') ? null : dashboard(context.req.raw)) ?? refusal(context, new DomainError('not-found', 'not-found')),
  )
  return app
}

/** Every route of our own, beside sign-in, tRPC, `/api/v1` and the dashboard's files. */
export function routesOf({ dependencies, events }: Pick<AppParts, 'dependencies' | 'events'>): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/languages',
      access: 'public',
      answer: (context) => context.json(spokenLanguages, 200, { 'cache-control': 'public, max-age=300' }),
    },
    {
      method: 'GET',
      path: '/api/catalogue/:file{[a-z0-9-]+\\.json}',
      access: 'public',
      answer(context) {
        const catalogue = catalogues.get(context.req.param('file')?.replace(/\.json$/, '') ?? '')
        if (catalogue === undefined) throw new DomainError('not-found', 'not-found')
        return context.json(catalogue, 200, { 'cache-control': 'public, max-age=300' })
      },
    },
    {
      method: 'GET',
      path: '/api/events',
      access: 'figures:read',
      async answer(context, { actor, request }) {
        const { sessionId } = await request.signedIn()
        const units = actor.units === null ? null : new Set((await listUnits.call(dependencies, actor, {})).map((unit) => unit.id))
        const slug = context.req.query('tenant') ?? ''
        const { headers } = context.req.raw
        return events.subscribe({
          tenantId: actor.tenantId,
          userId: actor.userId,
          units,
          async stillMay() {
            const person = await dependencies.accounts.signedIn(headers)
            if (person?.sessionId !== sessionId) return false
            const now = await memberActor(dependencies, person.userId, slug)
            return JSON.stringify(now) === JSON.stringify(actor)
          },
        })
      },
    },
    ...exportRoutes(dependencies),
    ...downloadRoutes(dependencies),
  ]
}

/** A browser says where a request comes from; one that changes something must come from our own pages. */
function refuseOtherSites(request: Request): void {
  if (request.method === 'GET') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if ((site !== null && site !== 'same-origin') || (origin !== null && origin !== ownOrigin(request))) throw new DomainError('forbidden', 'wrong-origin')
}

function refusal(context: Context, error: unknown): Response {
  return problemResponse(describeProblem(error, translatorOf(languageOf(context.req.raw.headers))))
}
