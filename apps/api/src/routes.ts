import { DomainError, may, type Permission } from '@kuulolla/core'
import type { UserActor } from '@kuulolla/services'
import type { Context, Hono } from 'hono'
import { createContext, type ApiContext } from './context.ts'
import type { ApiDependencies } from './dependencies.ts'

type Answer = Response | Promise<Response>

/** A route says who may ask it, and is only reached by those. */
export type Route = { readonly method: 'GET' | 'POST'; readonly path: string } & (
  | { readonly access: 'public'; readonly answer: (context: Context) => Answer }
  /** For a member of the tenant `:slug` (or `?tenant=`) with the permission. */
  | { readonly access: Permission; readonly answer: (context: Context, member: { readonly actor: UserActor; readonly request: ApiContext }) => Answer }
)

export function mount(app: Hono, dependencies: ApiDependencies, routes: readonly Route[]): void {
  for (const route of routes) {
    app.on(route.method, [route.path], async (context) => {
      if (route.access === 'public') return route.answer(context)
      const request = createContext(dependencies, context.req.raw.headers, context.req.param('slug') ?? context.req.query('tenant') ?? null)
      const actor = await request.actor()
      if (!may(actor, route.access)) throw new DomainError('forbidden', 'no-permission')
      return route.answer(context, { actor, request })
    })
  }
}
