import './UnitPage.css'
import { buttonClass, Notice, Panel } from '@kuulolla/ui'
import { A, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { createLive } from '../../data/live.ts'
import { Freshness } from '../../figures/Freshness.tsx'
import { longerPeriod } from '../../figures/longer.ts'
import { OutlineProvider, useOutline } from '../../figures/Outline.tsx'
import { periodName } from '../../figures/period-words.ts'
import { PeriodPicker } from '../../figures/PeriodPicker.tsx'
import { createSheet, type Sheet } from '../../figures/reading.ts'
import { rowsOf } from '../../figures/rows.ts'
import { UnitPicker } from '../../figures/UnitPicker.tsx'
import { parseView, rangeOf, viewQuery, type View } from '../../figures/view.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded, Missing, NoPermission } from '../../shell/states.tsx'
import { ChannelsPanel } from './ChannelsPanel.tsx'
import { ExcludedPanel } from './ExcludedPanel.tsx'
import { Filters } from './Filters.tsx'
import { MeasureTable } from './MeasureTable.tsx'
import { NoAnswers } from './NoAnswers.tsx'
import { TextsPanel } from './TextsPanel.tsx'
import { TrendPanel } from './TrendPanel.tsx'

export function UnitPage(): JSX.Element {
  return (
    <OutlineProvider>
      <Unit />
    </OutlineProvider>
  )
}

function Unit(): JSX.Element {
  const params = useParams<{ unitId: string }>()
  const [search] = useSearchParams()
  const tenant = useTenant()
  const { outline, tree, unitName } = useOutline()
  const unitId = createMemo(() => Number(params.unitId))
  const node = createMemo(() => tree().byId.get(unitId()))
  const view = createMemo(() => parseView(search), undefined, { equals: (a, b) => viewQuery(a) === viewQuery(b) })
  // The large chart's choice asks the service nothing.
  const asked = createMemo(() => ({ ...view(), measure: null, statistic: null }), undefined, { equals: (a, b) => viewQuery(a) === viewQuery(b) })
  const sheet = createSheet(
    () => (node() === undefined ? undefined : unitId()),
    asked,
    () => outline().today,
  )
  // An answer was left out, erased or taken back: the lists follow before the figures are counted.
  const [moves, setMoves] = createSignal(0)
  const moved = (): void => void setMoves((count) => count + 1)
  const live = createLive(
    () => `/api/events?tenant=${encodeURIComponent(tenant.slug)}`,
    () => sheet.refetch(),
  )
  const hrefOf = (next: View, unit = unitId()): string => tenant.path(`/units/${unit}${viewQuery(next)}`)
  const crumbs = () =>
    tree()
      .pathTo(unitId())
      .slice(0, -1)
      .map((each) => ({ label: each.name, href: hrefOf(view(), each.unit.id) }))

  return (
    // Who has some units only is not told whether another exists.
    <Show when={node()} fallback={tenant.units === null ? <Missing /> : <NoPermission />}>
      {(found) => (
        <Page title={unitName(unitId())} crumbs={crumbs()} actions={<PeriodPicker view={view()} hrefOf={hrefOf} />}>
          <div class="unit-tools">
            <UnitPicker current={unitId()} hrefOf={(unit) => hrefOf(view(), unit)} />
            <Filters view={view()} present={sheet.data()?.present ?? []} hrefOf={hrefOf} />
            <Show when={sheet.data()}>
              {(data) => (
                <Freshness
                  loadedAt={data().loadedAt}
                  pending={data().now.freshness.pending}
                  live={live()}
                  asking={sheet.loading() && data().view !== asked()}
                />
              )}
            </Show>
          </div>
          <Loaded query={sheet}>
            {(data) => (
              <Show when={data().unitId === unitId()}>
                <Figures sheet={data()} view={view()} hrefOf={hrefOf} moves={moves()} onMoved={moved} />
              </Show>
            )}
          </Loaded>
          <Show when={tenant.may('answers:exclude') ? sheet.data() : undefined}>
            {(data) => <ExcludedPanel unitId={unitId()} view={view()} stamp={`${data().loadedAt} ${moves()}`} onMoved={moved} />}
          </Show>
          <Show when={found().children.length > 0 && sheet.data() !== undefined}>
            <BelowPanel view={view()} unitId={unitId()} hrefOf={hrefOf} />
          </Show>
        </Page>
      )}
    </Show>
  )
}

function Figures(props: {
  readonly sheet: Sheet
  readonly view: View
  readonly hrefOf: (view: View) => string
  readonly moves: number
  readonly onMoved: () => void
}): JSX.Element {
  const words = useLanguage()
  const { t } = words
  const tenant = useTenant()
  const { outline } = useOutline()
  const rows = createMemo(() =>
    rowsOf(outline().measures, props.sheet.view.audience, {
      now: props.sheet.now.figures,
      before: props.sheet.before.figures,
      trend: props.sheet.trend.figures,
    }),
  )
  const chosen = createMemo(() => {
    const wanted = rows().filter((row) => row.measure === props.view.measure)
    return wanted.find((row) => (row.statistic === 'mean') === (props.view.statistic === 'mean')) ?? wanted[0] ?? rows()[0]
  })
  const quiet = (): boolean => rows().every((row) => row.now === null || row.now.value.state !== 'shown')
  const longer = (): View | null => {
    const period = longerPeriod(props.view.period, outline().today)
    return period === null ? null : { ...props.view, period, grain: null }
  }
  const anything = (): boolean => rows().some((row) => [row.now, row.before, ...row.trend].some((figure) => figure !== null && figure.value.state !== 'none'))
  return (
    <Show when={anything()} fallback={<NoAnswers sheet={props.sheet} view={props.view} hrefOf={props.hrefOf} />}>
      <Show when={quiet() ? longer() : null}>
        {(next) => (
          <Notice>
            <div class="row">
              <span>{t('dashboard.unit.quiet')}</span>
              <A class={buttonClass()} href={props.hrefOf(next())} noScroll>
                {t('dashboard.unit.sparse-period', { period: periodName(next().period, rangeOf(next().period, outline().today), words) })}
              </A>
            </div>
          </Notice>
        )}
      </Show>
      <Show when={chosen()}>{(row) => <TrendPanel row={row()} sheet={props.sheet} view={props.view} hrefOf={props.hrefOf} rows={rows()} />}</Show>
      <Panel title={t('dashboard.unit.figures')}>
        <MeasureTable rows={rows()} chosen={chosen()?.key ?? null} view={props.view} hrefOf={props.hrefOf} />
      </Panel>
      <div class="two">
        <ChannelsPanel channels={props.sheet.channels} />
        <Show when={tenant.may('texts:read')}>
          <TextsPanel unitId={props.sheet.unitId} view={props.sheet.view} stamp={`${props.sheet.loadedAt} ${props.moves}`} onMoved={props.onMoved} />
        </Show>
      </div>
    </Show>
  )
}

function BelowPanel(props: { readonly unitId: number; readonly view: View; readonly hrefOf: (view: View, unit: number) => string }): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const { tree } = useOutline()
  const compare = (): string => {
    const query = viewQuery({ ...props.view, measure: null, statistic: null })
    return tenant.path(`/compare${query === '' ? '?' : `${query}&`}unit=${props.unitId}`)
  }
  return (
    <Panel title={t('dashboard.unit.below')} aside={<A href={compare()}>{t('dashboard.nav.compare')}</A>}>
      <ul class="children">
        <For each={tree().byId.get(props.unitId)?.children ?? []}>
          {(child) => (
            <li>
              <A class={buttonClass()} href={props.hrefOf(props.view, child.unit.id)}>
                {child.name}
              </A>
            </li>
          )}
        </For>
      </ul>
    </Panel>
  )
}
