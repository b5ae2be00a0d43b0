import type { Audience } from '@kuulolla/core'
import { buttonClass, Panel } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { For, Match, Show, Switch, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import type { Sheet } from '../../figures/reading.ts'
import type { View } from '../../figures/view.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Empty, Loaded } from '../../shell/states.tsx'

type Props = { readonly sheet: Sheet; readonly view: View; readonly hrefOf: (view: View) => string }

/** Stands where a unit's figures would: says whose answers there are instead, or when there were some, or that there are none yet. */
export function NoAnswers(props: Props): JSX.Element {
  const { t, formats } = useLanguage()
  const tenant = useTenant()
  const others = () => props.sheet.present.filter((audience) => audience !== props.sheet.view.audience)
  const viewOf = (audience: Audience, change: Partial<View>): View => ({ ...props.view, audience, measure: null, statistic: null, ...change })
  const spans = createQuery(
    () => ({ unitId: props.sheet.unitId, tree: props.sheet.view.tree, loadedAt: props.sheet.loadedAt }),
    ({ unitId, tree }, signal) => tenant.client.figures.span.query({ unitId, tree }, { signal }),
  )
  const months = (first: string, last: string): string =>
    first === last ? formats().month(`${first}-01`) : `${formats().month(`${first}-01`)} – ${formats().month(`${last}-01`)}`
  const showYear = (audience: Audience, year: string): string =>
    props.hrefOf(viewOf(audience, { period: { kind: 'bucket', grain: 'year', key: year }, grain: null, channel: null, role: null }))
  return (
    <Panel>
      <Loaded query={spans}>
        {(found) => (
          <Switch
            fallback={
              <Empty title={t('dashboard.unit.no-data.title')}>
                <p>{t('dashboard.unit.no-data.text')}</p>
                <Show when={tenant.may('points:manage')}>
                  <A href={tenant.path('/admin/points')}>{t('dashboard.unit.no-data.points')}</A>
                </Show>
              </Empty>
            }
          >
            <Match when={others().length > 0}>
              <Empty title={t('dashboard.unit.no-data.audience')}>
                <p>{t('dashboard.unit.no-data.others')}</p>
                <div class="row">
                  <For each={others()}>
                    {(audience) => (
                      <A class={buttonClass()} href={props.hrefOf(viewOf(audience, {}))}>
                        {t(`dashboard.audience.${audience}`)}
                      </A>
                    )}
                  </For>
                </div>
              </Empty>
            </Match>
            <Match when={found().length > 0}>
              <Empty title={t('dashboard.unit.no-data.then')}>
                <For each={found()}>
                  {({ audience, first, last }) => (
                    <>
                      <p>{t('dashboard.unit.no-data.span', { audience: t(`dashboard.audience.${audience}`), months: months(first, last) })}</p>
                      <A class={buttonClass()} href={showYear(audience, last.slice(0, 4))}>
                        {t('dashboard.unit.no-data.show', { year: last.slice(0, 4) })}
                      </A>
                    </>
                  )}
                </For>
              </Empty>
            </Match>
          </Switch>
        )}
      </Loaded>
    </Panel>
  )
}
