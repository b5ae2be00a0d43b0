import { useParams } from '@solidjs/router'
import { Match, Show, Switch, type JSX } from 'solid-js'
import { useTenant } from '../../session/Tenant.tsx'
import { Missing, NoPermission } from '../../shell/states.tsx'
import { ServicesPage } from './ServicesPage.tsx'
import { UnitDetail } from './UnitDetail.tsx'
import { UnitImportPage } from './UnitImportPage.tsx'
import { UnitTree } from './UnitTree.tsx'

/** `/admin/units` is the tree, `/admin/units/<id>` one unit, `/services` and `/import` what they say. */
export function UnitsPage(): JSX.Element {
  const params = useParams<{ rest?: string }>()
  const tenant = useTenant()
  const rest = (): string => params.rest ?? ''
  const unitId = (): number | undefined => (/^[0-9]+$/.test(rest()) ? Number(rest()) : undefined)
  return (
    <Show when={tenant.may('units:manage')} fallback={<NoPermission />}>
      <Switch fallback={<Missing />}>
        <Match when={rest() === ''}>
          <UnitTree />
        </Match>
        <Match when={rest() === 'services'}>
          <ServicesPage />
        </Match>
        <Match when={rest() === 'import'}>
          <UnitImportPage />
        </Match>
        <Match when={unitId()} keyed>
          {(id) => <UnitDetail unitId={id} />}
        </Match>
      </Switch>
    </Show>
  )
}
