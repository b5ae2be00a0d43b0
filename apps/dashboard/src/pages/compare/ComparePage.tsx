import '../../figures/figures.css'
import { audiences, type Figure } from '@kuulolla/core'
import { Panel, SelectField, Whisker } from '@kuulolla/ui'
import { A, useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, For, Show, type JSX } from 'solid-js'
import { createLive } from '../../data/live.ts'
import { createQuery } from '../../data/query.ts'
import { Freshness } from '../../figures/Freshness.tsx'
import { OutlineProvider, useOutline } from '../../figures/Outline.tsx'
import { PeriodPicker } from '../../figures/PeriodPicker.tsx'
import { limitsOf } from '../../figures/rows.ts'
import { flatten } from '../../figures/tree.ts'
import { parseView, rangeBefore, rangeOf, viewQuery, windowOf, type View } from '../../figures/view.ts'
import { changeText, intervalText, valueText } from '../../figures/words.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded } from '../../shell/states.tsx'

export function ComparePage(): JSX.Element {
  return (
    <OutlineProvider>
      <Compare />
    </OutlineProvider>
  )
}

/** The units below one, side by side and unranked. */
function Compare(): JSX.Element {
  const words = useLanguage()
  const { t } = words
  const [search] = useSearchParams<{ unit: string }>()
  const tenant = useTenant()
  const navigate = useNavigate()
  const { outline, tree, unitName, statement, shortName } = useOutline()

  const view = createMemo(() => parseView(search), undefined, { equals: (a, b) => viewQuery(a) === viewQuery(b) })
  const parents = createMemo(() => flatten(tree().roots).filter((node) => node.children.length > 0))
  const unitId = createMemo(() => {
    const wanted = Number(search.unit)
    return tree().byId.has(wanted) ? wanted : parents()[0]?.unit.id
  })
  const children = () => tree().byId.get(unitId() ?? 0)?.children ?? []
  const measures = createMemo(() => outline().measures.filter((measure) => measure.audience === view().audience && measure.scale !== 'choice'))
  const measure = () => measures().find((each) => each.code === view().measure) ?? measures()[0]
  const statistic = (): 'nps' | 'share' => (measure()?.scale === 'nps' ? 'nps' : 'share')
  const hrefOf = (next: View, unit = unitId()): string => {
    const query = viewQuery(next)
    return tenant.path(`/compare${query === '' ? '?' : `${query}&`}unit=${unit ?? ''}`)
  }

  const table = createQuery(
    () => {
      const id = unitId()
      const asked = measure()
      return id === undefined || asked === undefined
        ? undefined
        : { id, code: asked.code, view: view(), units: [id, ...children().map((child) => child.unit.id)], today: outline().today }
    },
    async ({ code, view, units, today }, signal) => {
      const common = { units, audience: view.audience, measures: [code], tree: view.tree }
      const [now, before] = await Promise.all([
        tenant.client.figures.read.query({ ...common, period: windowOf(rangeOf(view.period, today)) }, { signal }),
        tenant.client.figures.read.query({ ...common, period: windowOf(rangeBefore(view.period, today)) }, { signal }),
      ])
      return { now, before, loadedAt: new Date().toISOString() }
    },
  )
  const live = createLive(
    () => `/api/events?tenant=${encodeURIComponent(tenant.slug)}`,
    () => table.refetch(),
  )
  const pick = (figures: readonly Figure[], unit: number): Figure | null =>
    figures.find((figure) => figure.unitId === unit && figure.statistic === statistic()) ?? null
  const domain = () => limitsOf({ statistic: statistic() })
  const target = (unit: number): number | null =>
    statistic() === 'nps' ? (tree().byId.get(unit)?.unit.npsTarget ?? outline().npsTarget) : outline().shareTarget

  const Row = (props: { readonly unit: number; readonly label: string }): JSX.Element => {
    const now = () => pick(table.data()?.now.figures ?? [], props.unit)
    const before = () => pick(table.data()?.before.figures ?? [], props.unit)
    const shown = () => {
      const value = now()?.value
      return value?.state === 'shown' ? value : null
    }
    const nowInterval = (): string | null => {
      const figure = now()
      return figure === null ? null : intervalText(figure, words)
    }
    return (
      <tr>
        <th scope="row">
          <A href={tenant.path(`/units/${props.unit}${viewQuery(view())}`)}>{props.label}</A>
        </th>
        <Show
          when={shown()}
          fallback={
            <td colspan="4" data-label={t('dashboard.compare.interval')}>
              <span class="figure-more">{t(now()?.value.state === 'withheld' ? 'dashboard.unit.withheld' : 'dashboard.unit.none')}</span>
            </td>
          }
        >
          {(value) => (
            <>
              <td class="num" data-label={t('dashboard.compare.interval')}>
                <span>
                  <span class="figure-value">{valueText(statistic(), value().estimate.value, words)}</span> <span class="figure-more">{nowInterval()}</span>
                </span>
              </td>
              <td>
                <Whisker
                  value={value().estimate.value}
                  low={value().estimate.interval?.low ?? null}
                  high={value().estimate.interval?.high ?? null}
                  domain={domain()}
                  target={target(props.unit)}
                />
              </td>
              <td class="num" data-label={t('dashboard.unit.answers')}>
                <span>{words.formats().number(value().n)}</span>
              </td>
              <td class="num" data-label={t('dashboard.unit.difference')}>
                <span>{changeText(now(), before(), words) ?? '–'}</span>
              </td>
            </>
          )}
        </Show>
      </tr>
    )
  }

  return (
    <Page
      title={t('dashboard.compare.title')}
      lead={unitId() === undefined ? undefined : t('dashboard.compare.lead', { unit: unitName(unitId() ?? 0) })}
      actions={<PeriodPicker view={view()} hrefOf={hrefOf} />}
    >
      <Show
        when={unitId() !== undefined}
        fallback={
          <Panel>
            <Empty title={t('dashboard.compare.nothing.title')}>
              <p>{t('dashboard.compare.nothing.text')}</p>
            </Empty>
          </Panel>
        }
      >
        <div class="row row-end">
          <SelectField
            label={t('dashboard.compare.of')}
            value={String(unitId())}
            options={parents().map((node) => ({ value: String(node.unit.id), label: `${'\u2003'.repeat(node.depth)}${node.name}` }))}
            onChange={(value) => navigate(hrefOf(view(), Number(value)), { scroll: false })}
          />
          <SelectField
            label={t('dashboard.audience.label')}
            value={view().audience}
            options={audiences.map((each) => ({ value: each, label: t(`dashboard.audience.${each}`) }))}
            onChange={(value) =>
              navigate(hrefOf({ ...view(), audience: audiences.find((each) => each === value) ?? 'adult', measure: null }), { scroll: false })
            }
          />
          <SelectField
            label={t('dashboard.compare.measure')}
            value={measure()?.code ?? ''}
            options={measures().map((each) => ({ value: each.code, label: each.scale === 'nps' ? `${shortName(each.code)} (NPS)` : statement(each.code) }))}
            onChange={(value) => navigate(hrefOf({ ...view(), measure: value }), { scroll: false })}
          />
        </div>
        <Panel>
          <Loaded query={table}>
            {(data) => (
              <>
                <Show when={children().length > 0} fallback={<Empty title={t('dashboard.compare.nothing.title')} />}>
                  <div class="table-frame">
                    <table class="table table-cards">
                      <caption>
                        {t('dashboard.compare.scale', { low: valueText(statistic(), domain().low, words), high: valueText(statistic(), domain().high, words) })}
                      </caption>
                      <thead>
                        <tr>
                          <th scope="col">{t('dashboard.start.unit')}</th>
                          <th scope="col" colspan="2">
                            {t('dashboard.compare.interval')}
                          </th>
                          <th scope="col">{t('dashboard.unit.answers')}</th>
                          <th scope="col">{t('dashboard.unit.difference')}</th>
                        </tr>
                      </thead>
                      <tbody>
                        <For each={children().map((child) => child.unit.id)}>{(unit) => <Row unit={unit} label={unitName(unit)} />}</For>
                        <Row unit={unitId() ?? 0} label={t('dashboard.compare.own', { unit: unitName(unitId() ?? 0) })} />
                      </tbody>
                    </table>
                  </div>
                </Show>
                <Freshness loadedAt={data().loadedAt} pending={data().now.freshness.pending} live={live()} />
              </>
            )}
          </Loaded>
        </Panel>
      </Show>
    </Page>
  )
}
