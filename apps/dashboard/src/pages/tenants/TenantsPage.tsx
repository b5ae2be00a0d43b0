import './TenantsPage.css'
import { inLanguage } from '@kuulolla/core'
import { A, Navigate, useLocation } from '@solidjs/router'
import { For, Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { useSession } from '../../session/Session.tsx'
import { Page } from '../../shell/Page.tsx'

/** Who belongs to one organisation goes there at once. */
export function TenantsPage(): JSX.Element {
  const { t, language } = useLanguage()
  const { me } = useSession()
  const location = useLocation()
  const tenants = () => me.data()?.tenants ?? []
  const only = (): string | undefined => (tenants().length === 1 && location.pathname === '/' ? tenants()[0]?.slug : undefined)
  return (
    <Show
      when={only()}
      fallback={
        <Page title={t('dashboard.tenants.title')}>
          <Show when={tenants().length > 0} fallback={<p>{t('dashboard.tenants.none')}</p>}>
            <ul class="tenants">
              <For each={tenants()}>
                {(tenant) => (
                  <li>
                    <A href={`/t/${tenant.slug}`}>
                      <strong>{inLanguage(tenant.names, language())}</strong>
                      <span class="quiet">{t(`dashboard.role.${tenant.role}`)}</span>
                    </A>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Page>
      }
    >
      {(slug) => <Navigate href={`/t/${slug()}`} />}
    </Show>
  )
}
