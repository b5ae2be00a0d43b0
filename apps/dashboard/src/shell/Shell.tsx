import './Shell.css'
import type { Permission } from '@kuulolla/core'
import type { MessageKey } from '@kuulolla/i18n'
import { Button } from '@kuulolla/ui'
import { A, useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, ErrorBoundary, For, on, Show, Suspense, type JSX } from 'solid-js'
import { authClient } from '../session/auth-client.ts'
import { useLanguage } from '../language/Language.tsx'
import { useSession } from '../session/Session.tsx'
import { useTenant } from '../session/Tenant.tsx'
import { LanguageField } from './LanguageField.tsx'
import { Logo } from './Logo.tsx'
import { Loading, ProblemState } from './states.tsx'

type Link = { readonly path: string; readonly label: MessageKey; readonly needs: Permission; readonly exact?: boolean }

const daily: readonly Link[] = [
  { path: '', label: 'dashboard.nav.start', needs: 'figures:read', exact: true },
  { path: '/units', label: 'dashboard.nav.units', needs: 'figures:read' },
  { path: '/compare', label: 'dashboard.nav.compare', needs: 'figures:read' },
  { path: '/contacts', label: 'dashboard.nav.contacts', needs: 'contacts:handle' },
  { path: '/export', label: 'dashboard.nav.export', needs: 'figures:read' },
]
const administration: readonly Link[] = [
  { path: '/admin/points', label: 'dashboard.nav.admin.points', needs: 'points:manage' },
  { path: '/admin/units', label: 'dashboard.nav.admin.units', needs: 'units:manage' },
  { path: '/admin/questionnaires', label: 'dashboard.nav.admin.questionnaires', needs: 'questionnaires:manage' },
  { path: '/admin/imports', label: 'dashboard.nav.admin.imports', needs: 'answers:import' },
  { path: '/admin/people', label: 'dashboard.nav.admin.people', needs: 'people:manage' },
  { path: '/admin/keys', label: 'dashboard.nav.admin.keys', needs: 'keys:manage' },
  { path: '/admin/settings', label: 'admin.settings.title', needs: 'settings:manage' },
  { path: '/admin/accessibility', label: 'dashboard.nav.admin.accessibility', needs: 'settings:manage' },
  { path: '/admin/audit', label: 'dashboard.nav.admin.audit', needs: 'audit:read' },
]

function Links(props: { readonly links: readonly Link[] }): JSX.Element {
  const tenant = useTenant()
  const location = useLocation()
  const { t } = useLanguage()
  const current = (link: Link): 'page' | undefined => {
    const href = tenant.path(link.path)
    return location.pathname === href || (link.exact !== true && location.pathname.startsWith(`${href}/`)) ? 'page' : undefined
  }
  return (
    <ul>
      <For each={props.links.filter((link) => tenant.may(link.needs))}>
        {(link) => (
          <li>
            <a href={tenant.path(link.path)} aria-current={current(link)}>
              {t(link.label)}
            </a>
          </li>
        )}
      </For>
    </ul>
  )
}

/** The frame of everything inside an organisation. */
export function Shell(props: { readonly children?: JSX.Element }): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const session = useSession()
  const navigate = useNavigate()
  const location = useLocation()
  const [open, setOpen] = createSignal(false)
  createEffect(
    on(
      () => location.pathname,
      () => setOpen(false),
    ),
  )

  const signOut = async (): Promise<void> => {
    await authClient.signOut()
    // A whole new page: nothing of what was read stays in memory.
    window.location.assign('/sign-in')
  }
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setOpen(false)
  }

  return (
    <>
      {/* The target keeps the router away: the browser itself moves the focus. */}
      <a class="skip" href="#content" target="_self">
        {t('dashboard.skip')}
      </a>
      <div class="shell">
        <header class="shell-side">
          <div class="shell-nav" onKeyDown={closeOnEscape}>
            <div class="shell-top">
              <a class="shell-logo" href={tenant.path('')}>
                <Logo />
                {t('dashboard.product')}
              </a>
              <div class="shell-menu">
                <Button aria-expanded={open()} aria-controls="navigation" onClick={() => setOpen(!open())}>
                  {t('dashboard.menu')}
                </Button>
              </div>
            </div>
            <p class="shell-tenant">{tenant.name()}</p>
            <nav id="navigation" class="shell-links" data-open={open()} aria-label={t('dashboard.nav.main')}>
              <Links links={daily} />
              <Show when={administration.some((link) => tenant.may(link.needs))}>
                <h2>{t('dashboard.nav.admin')}</h2>
                <Links links={administration} />
              </Show>
              <h2>{session.me.data()?.name}</h2>
              <ul>
                <li>
                  <A href="/account">{t('dashboard.nav.account')}</A>
                </li>
                <Show when={(session.me.data()?.tenants.length ?? 0) > 1}>
                  <li>
                    <A href="/organisations">{t('dashboard.nav.tenants')}</A>
                  </li>
                </Show>
                <li>
                  <button type="button" onClick={() => void signOut()}>
                    {t('dashboard.nav.sign-out')}
                  </button>
                </li>
              </ul>
              <LanguageField />
            </nav>
          </div>
        </header>
        <main id="content" class="shell-main" tabindex={-1}>
          <ErrorBoundary
            fallback={(_, reset) => (
              <ProblemState
                problem={{ kind: 'other', text: null, reason: null, fields: {} }}
                retry={() => (reset(), navigate(location.pathname + location.search))}
              />
            )}
          >
            <Suspense fallback={<Loading />}>{props.children}</Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </>
  )
}

/** The frame of what stands outside any organisation: signing in, the account, the choice of organisation. */
export function PlainShell(props: { readonly children?: JSX.Element }): JSX.Element {
  const { t } = useLanguage()
  return (
    <>
      {/* The target keeps the router away: the browser itself moves the focus. */}
      <a class="skip" href="#content" target="_self">
        {t('dashboard.skip')}
      </a>
      <div class="plain">
        <header>
          <A class="shell-logo" href="/">
            <Logo />
            {t('dashboard.product')}
          </A>
        </header>
        <main id="content" class="plain-main" tabindex={-1}>
          <Suspense fallback={<Loading />}>{props.children}</Suspense>
        </main>
        <footer class="plain-foot">
          <LanguageField />
        </footer>
      </div>
    </>
  )
}
