import '../../figures/figures.css'
import './StartPage.css'
import type { Figure } from '@kuulolla/core'
import { Panel, TextField, Whisker } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { createLive } from '../../data/live.ts'
import { createQuery } from '../../data/query.ts'
import { Freshness } from '../../figures/Freshness.tsx'
import { OutlineProvider, useOutline } from '../../figures/Outline.tsx'
import type { FigureTable } from '../../figures/reading.ts'
import { limitsOf } from '../../figures/rows.ts'
import { flatten } from '../../figures/tree.ts'
import { defaultView, rangeBefore, rangeOf, windowOf } from '../../figures/view.ts'
import { changeText, intervalText, valueText } from '../../figures/words.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded } from '../../shell/states.tsx'
import { largestChanges } from './largest-changes.ts'

export function StartPage(): JSX.Element {
  const tenant = useTenant()
  return (
    <OutlineProvider>
      <Page title={tenant.name()}>
        <Start />
      </Page>
    </OutlineProvider>
  )
}

type Overview = { readonly now: FigureTable; readonly before: FigureTable; readonly loadedAt: string }

function Start(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const { outline, tree } = useOutline()
  const nps = () => outline().measures.find((measure) => measure.audience === 'adult' && measure.scale === 'nps')?.code
  const units = createMemo(() =>
    flatten(tree().roots)
      .map((node) => node.unit.id)
      .slice(0, 500),
  )
  const overview = createQuery(
    () => {
      const measure = nps()
      return measure === undefined || units().length === 0 ? undefined : { measure, units: units(), today: outline().today }
    },
    async ({ measure, units, today }, signal): Promise<Overview> => {
      const common = { units: [...units], audience: 'adult' as const, measures: [measure] }
      const [now, before] = await Promise.all([
        tenant.client.figures.read.query({ ...common, period: windowOf(rangeOf(defaultView.period, today)) }, { signal }),
        tenant.client.figures.read.query({ ...common, period: windowOf(rangeBefore(defaultView.period, today)) }, { signal }),
      ])
      return { now, before, loadedAt: new Date().toISOString() }
    },
  )
  const live = createLive(
    () => `/api/events?tenant=${encodeURIComponent(tenant.slug)}`,
    () => overview.refetch(),
  )
  return (
    <Show
      when={units().length > 0}
      fallback={
        <Panel>
          <Empty title={t('dashboard.units.none.title')}>
            <p>{t('dashboard.units.none.text')}</p>
            <Show when={tenant.may('units:manage')}>
              <A href={tenant.path('/admin/units')}>{t('dashboard.nav.admin.units')}</A>
            </Show>
          </Empty>
        </Panel>
      }
    >
      <Loaded query={overview}>
        {(data) => (
          <>
            <div class="three">
              <ChangedPanel overview={data()} />
              <WaitingPanel />
              <Panel title={t('dashboard.start.fresh')}>
                <SheetsLine overview={data()} />
                <Freshness loadedAt={data().loadedAt} pending={data().now.freshness.pending} live={live()} />
              </Panel>
            </div>
            <UnitsPanel overview={data()} />
          </>
        )}
      </Loaded>
    </Show>
  )
}

const npsOf = (table: FigureTable, unit: number): Figure | null => table.figures.find((figure) => figure.unitId === unit && figure.statistic === 'nps') ?? null

function ChangedPanel(props: { readonly overview: Overview }): JSX.Element {
  const words = useLanguage()
  const { t } = words
  const tenant = useTenant()
  const { unitName } = useOutline()
  const changes = createMemo(() => largestChanges(props.overview.now.figures, props.overview.before.figures, 3))
  return (
    <Panel title={t('dashboard.start.changed')}>
      <Show when={changes().length > 0} fallback={<p class="quiet">{t('dashboard.start.changed-none')}</p>}>
        <ul>
          <For each={changes()}>
            {(change) => (
              <li>
                <A href={tenant.path(`/units/${change.now.unitId}`)}>
                  {t('dashboard.start.changed-line', {
                    unit: unitName(change.now.unitId),
                    value: change.now.value.state === 'shown' ? valueText('nps', change.now.value.estimate.value, words) : '',
                    change: changeText(change.now, change.before, words) ?? '',
                  })}
                </A>{' '}
                <Show when={change.verdict !== 'unknown'}>
                  <span class="quiet">({t(change.verdict === 'apart' ? 'dashboard.start.changed-apart' : 'dashboard.start.changed-overlap')})</span>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <p class="quiet">{t('dashboard.start.changed-note')}</p>
      </Show>
    </Panel>
  )
}

function WaitingPanel(): JSX.Element {
  const { t, formats } = useLanguage()
  const tenant = useTenant()
  const contacts = createQuery(
    () => (tenant.may('contacts:handle') ? 'contacts' : undefined),
    (_, signal) => tenant.client.contacts.list.query({}, { signal }),
  )
  return (
    <Panel title={t('dashboard.start.waiting')}>
      <Show when={tenant.may('contacts:handle')} fallback={<p class="quiet">{t('dashboard.start.waiting-none')}</p>}>
        <Loaded query={contacts}>
          {(data) => (
            <>
              <p>{t('dashboard.start.waiting-open', { count: data().counts.open + data().counts.inProgress })}</p>
              <Show when={data().requests[0]}>
                {(first) => (
                  <p>
                    <A href={tenant.path('/contacts')}>{t('dashboard.start.waiting-next', { day: formats().day(first().dueOn) })}</A>
                  </p>
                )}
              </Show>
              <Show when={data().counts.overdue > 0}>
                <p>▲ {t('dashboard.start.waiting-overdue', { count: data().counts.overdue })}</p>
              </Show>
            </>
          )}
        </Loaded>
      </Show>
      <Show when={tenant.may('texts:read')}>
        <p class="quiet">{t('dashboard.start.waiting-texts')}</p>
      </Show>
    </Panel>
  )
}

function SheetsLine(props: { readonly overview: Overview }): JSX.Element {
  const { t, formats } = useLanguage()
  const { tree, outline } = useOutline()
  const sheets = (): number | null => {
    let sum = 0
    for (const root of tree().roots) {
      const value = props.overview.now.figures.find((figure) => figure.unitId === root.unit.id && figure.statistic === 'count')?.value
      if (value?.state === 'withheld') return null
      if (value?.state === 'shown') sum += value.estimate.value
    }
    return sum
  }
  return (
    <Show when={sheets() !== null} fallback={<p>{t('dashboard.start.fresh-few', { threshold: outline().threshold })}</p>}>
      <p>{t('dashboard.start.fresh-sheets', { count: sheets() ?? 0, number: formats().number(sheets() ?? 0) })}</p>
    </Show>
  )
}

function UnitsPanel(props: { readonly overview: Overview }): JSX.Element {
  const words = useLanguage()
  const { t, language } = words
  const tenant = useTenant()
  const { tree } = useOutline()
  const [wanted, setWanted] = createSignal('')
  const plain = (text: string): string => text.toLocaleLowerCase(language())
  const nodes = createMemo(() => flatten(tree().roots, (node) => node.unit.endedOn === null && plain(node.name).includes(plain(wanted().trim()))))
  return (
    <Panel title={t('dashboard.start.units')}>
      <div class="stack">
        <Show when={tree().byId.size > 8}>
          <TextField label={t('dashboard.start.search')} type="search" value={wanted()} onInput={(event) => setWanted(event.currentTarget.value)} />
        </Show>
        <div class="table-frame">
          <table class="table table-cards">
            <caption class="visually-hidden">{t('dashboard.start.units')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('dashboard.start.unit')}</th>
                <th scope="col" colspan="2">
                  {t('dashboard.start.nps')}
                </th>
                <th scope="col">{t('dashboard.unit.answers')}</th>
                <th scope="col">{t('dashboard.unit.difference')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={nodes()}>
                {(node) => {
                  const now = () => npsOf(props.overview.now, node.unit.id)
                  const before = () => npsOf(props.overview.before, node.unit.id)
                  const shown = () => {
                    const figure = now()
                    return figure?.value.state === 'shown' ? { figure, value: figure.value } : null
                  }
                  return (
                    <tr>
                      <th scope="row" class={`depth-${Math.min(node.depth, 4)}`}>
                        <A href={tenant.path(`/units/${node.unit.id}`)}>{node.name}</A>
                      </th>
                      <Show
                        when={shown()}
                        fallback={
                          <td colspan="4" data-label={t('dashboard.start.nps')}>
                            <span class="figure-more">{t(now()?.value.state === 'withheld' ? 'dashboard.unit.withheld' : 'dashboard.unit.none')}</span>
                          </td>
                        }
                      >
                        {(here) => (
                          <>
                            <td class="num" data-label={t('dashboard.start.nps')}>
                              <span>
                                <span class="figure-value">{valueText('nps', here().value.estimate.value, words)}</span>{' '}
                                <span class="figure-more">{intervalText(here().figure, words)}</span>
                              </span>
                            </td>
                            <td>
                              <Whisker
                                value={here().value.estimate.value}
                                low={here().value.estimate.interval?.low ?? null}
                                high={here().value.estimate.interval?.high ?? null}
                                domain={limitsOf({ statistic: 'nps' })}
                                target={null}
                              />
                            </td>
                            <td class="num" data-label={t('dashboard.unit.answers')}>
                              <span>{words.formats().number(here().value.n)}</span>
                            </td>
                            <td class="num" data-label={t('dashboard.unit.difference')}>
                              <span>{changeText(now(), before(), words) ?? '–'}</span>
                            </td>
                          </>
                        )}
                      </Show>
                    </tr>
                  )
                }}
              </For>
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  )
}
