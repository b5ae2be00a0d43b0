import { useParams } from '@solidjs/router'
import { Show, type JSX } from 'solid-js'
import { useTenant } from '../../session/Tenant.tsx'
import { NoPermission } from '../../shell/states.tsx'
import { PointList } from './PointList.tsx'
import { PointDetail } from './PointDetail.tsx'

/** `/admin/points` lists them, `/admin/points/<id>` shows one. */
export function PointsPage(): JSX.Element {
  const params = useParams<{ rest?: string }>()
  const tenant = useTenant()
  const pointId = (): number | undefined => (/^[0-9]+$/.test(params.rest ?? '') ? Number(params.rest) : undefined)
  return (
    <Show when={tenant.may('points:manage')} fallback={<NoPermission />}>
      <Show when={pointId()} keyed fallback={<PointList />}>
        {(id) => <PointDetail pointId={id} />}
      </Show>
    </Show>
  )
}
