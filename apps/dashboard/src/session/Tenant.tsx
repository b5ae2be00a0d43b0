import { permissionsOf, inLanguage, type Permission } from '@kuulolla/core'
import { Navigate, useParams } from '@solidjs/router'
import { createContext, createMemo, Show, useContext, type Accessor, type JSX } from 'solid-js'
import { createClient, type Client } from '../client.ts'
import { TimeZoneProvider, useLanguage } from '../language/Language.tsx'
import { Missing } from '../shell/states.tsx'
import { useSession, type Membership } from './Session.tsx'

export type Tenant = {
  readonly slug: string
  readonly name: Accessor<string>
  readonly role: Membership['role']
  /** Roots of the person's subtrees; null is the whole tenant. */
  readonly units: Membership['units']
  readonly client: Client
  /** For what to offer; the service decides again. */
  readonly may: (permission: Permission) => boolean
  /** An address within the tenant: `path('/contacts')`. */
  readonly path: (rest: string) => string
}

const Context = createContext<Tenant>()

/** The organisation whose address this is. */
export function useTenant(): Tenant {
  const found = useContext(Context)
  if (found === undefined) throw new Error('useTenant outside /t/:slug')
  return found
}

export function TenantProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const params = useParams<{ slug: string }>()
  const session = useSession()
  const { language } = useLanguage()
  const membership = createMemo(() => session.me.data()?.tenants.find((each) => each.slug === params.slug))
  // Made anew for another organisation only, so that a refreshed session leaves the page as it is.
  const slug = createMemo(() => membership()?.slug)
  return (
    <Show when={slug()} keyed fallback={session.me.data()?.tenants.length === 0 ? <Navigate href="/organisations" /> : <Missing />}>
      {(found) => {
        const first = membership()
        if (first === undefined) return <Missing />
        const tenant: Tenant = {
          slug: found,
          name: () => inLanguage(membership()?.names ?? first.names, language()),
          role: first.role,
          units: first.units,
          client: createClient({ tenant: found, language, onRefused: session.refused }),
          may: (permission) => permissionsOf[first.role].includes(permission),
          path: (rest) => `/t/${found}${rest}`,
        }
        return (
          <Context.Provider value={tenant}>
            <TimeZoneProvider timeZone={membership()?.timeZone ?? first.timeZone}>{props.children}</TimeZoneProvider>
          </Context.Provider>
        )
      }}
    </Show>
  )
}
