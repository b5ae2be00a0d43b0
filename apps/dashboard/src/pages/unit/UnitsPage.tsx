import { buttonClass } from '@kuulolla/ui'
import { A, Navigate } from '@solidjs/router'
import { Show, type JSX } from 'solid-js'
import { OutlineProvider, useOutline } from '../../figures/Outline.tsx'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'

/** The first unit of one's own, or what to do when there is none. */
export function UnitsPage(): JSX.Element {
  return (
    <OutlineProvider>
      <First />
    </OutlineProvider>
  )
}

function First(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const { tree } = useOutline()
  return (
    <Show
      when={tree().roots[0]}
      fallback={
        <Page title={t('dashboard.units.none.title')} lead={t('dashboard.units.none.text')}>
          <Show when={tenant.may('units:manage')}>
            <div>
              <A class={buttonClass('primary')} href={tenant.path('/admin/units')}>
                {t('dashboard.nav.admin.units')}
              </A>
            </div>
          </Show>
        </Page>
      }
    >
      {(root) => <Navigate href={tenant.path(`/units/${root().unit.id}`)} />}
    </Show>
  )
}
