import '../../figures/figures.css'
import { trendPointOf } from '@kuulolla/core'
import { Sparkline } from '@kuulolla/ui'
import { createMemo, For, Show, type JSX } from 'solid-js'
import { useOutline } from '../../figures/Outline.tsx'
import { limitsOf, type Row } from '../../figures/rows.ts'
import type { View } from '../../figures/view.ts'
import { changeText, intervalText, valueText } from '../../figures/words.ts'
import { useLanguage } from '../../language/Language.tsx'

type Props = { readonly rows: readonly Row[]; readonly chosen: string | null; readonly view: View; readonly hrefOf: (view: View) => string }

/** The statements with their figure now, the period before and the difference. Rows keep their place and the focus while the figures move. */
export function MeasureTable(props: Props): JSX.Element {
  const { t } = useLanguage()
  const { statement, shortName, measureOf, nameOf } = useOutline()
  // A mean stands beside its statement's share.
  const keys = createMemo(() => props.rows.filter((row) => row.statistic !== 'mean').map((row) => row.key), [], {
    equals: (a, b) => a.join('\n') === b.join('\n'),
  })
  const byKey = createMemo(() => new Map(props.rows.map((row) => [row.key, row])))
  const labelOf = (row: Row): string => {
    // The recommendation question is long and everybody knows the figure by its name.
    if (row.statistic === 'nps') return `${shortName(row.measure)} (NPS)`
    const option = row.option === null ? undefined : measureOf(row.measure)?.options[row.option - 1]
    return option === undefined ? statement(row.measure) : `${statement(row.measure)} ${nameOf(option)}`
  }
  return (
    <div class="table-frame">
      <table class="table table-cards measures">
        <caption class="visually-hidden">{t('dashboard.unit.figures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.unit.statement')}</th>
            <th scope="col">{t('dashboard.unit.now')}</th>
            <th scope="col" class="num">
              {t('dashboard.unit.answers')}
            </th>
            <th scope="col">{t('dashboard.unit.before')}</th>
            <th scope="col">{t('dashboard.unit.difference')}</th>
            <th scope="col">{t('dashboard.unit.trend')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={keys()}>
            {(key) => (
              <Show when={byKey().get(key)}>
                {(row) => (
                  <MeasureRow
                    row={row()}
                    mean={props.rows.find((each) => each.measure === row().measure && each.statistic === 'mean') ?? null}
                    label={labelOf(row())}
                    chosen={props.chosen === key || (props.chosen?.startsWith(`${row().measure} mean`) ?? false)}
                    href={props.hrefOf({ ...props.view, measure: row().measure, statistic: null })}
                  />
                )}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

type RowProps = { readonly row: Row; readonly mean: Row | null; readonly label: string; readonly chosen: boolean; readonly href: string }

function MeasureRow(props: RowProps): JSX.Element {
  const words = useLanguage()
  const { t, formats } = words
  const mean = (): string | null => {
    const value = props.mean?.now?.value
    return value?.state === 'shown' ? t('dashboard.unit.mean-short', { value: formats().number(value.estimate.value, 2) }) : null
  }
  const shown = () => (props.row.now?.value.state === 'shown' ? props.row.now.value : null)
  return (
    <tr data-chosen={props.chosen}>
      <th scope="row">
        <a href={props.href} aria-current={props.chosen ? 'true' : undefined} title={t('dashboard.unit.draw', { statement: props.label })}>
          {props.label}
        </a>
      </th>
      <td data-label={t('dashboard.unit.now')}>
        <Show when={shown()} fallback={<Absent state={props.row.now?.value.state ?? 'none'} />}>
          {(value) => (
            <span class="num">
              <span class="figure-value">{valueText(props.row.statistic, value().estimate.value, words)}</span>{' '}
              <span class="figure-more">{props.row.now === null ? '' : intervalText(props.row.now, words)}</span>
              <Show when={mean()}>
                {(text) => (
                  <>
                    <br />
                    <span class="figure-more">{text()}</span>
                  </>
                )}
              </Show>
            </span>
          )}
        </Show>
      </td>
      <td class="num" data-label={t('dashboard.unit.answers')}>
        <span>{shown() === null ? '' : formats().number(shown()?.n ?? 0)}</span>
      </td>
      <td data-label={t('dashboard.unit.before')}>
        <Show
          when={props.row.before?.value.state === 'shown' ? props.row.before.value : null}
          fallback={<Absent state={props.row.before?.value.state ?? 'none'} />}
        >
          {(value) => (
            <span class="num">
              {valueText(props.row.statistic, value().estimate.value, words)}{' '}
              <span class="figure-more">{props.row.before === null ? '' : intervalText(props.row.before, words)}</span>
            </span>
          )}
        </Show>
      </td>
      <td class="num" data-label={t('dashboard.unit.difference')}>
        <span>{changeText(props.row.now, props.row.before, words) ?? '–'}</span>
      </td>
      <td>
        <Show when={props.row.trend.some((figure) => figure.value.state === 'shown')}>
          <Sparkline points={props.row.trend.map(trendPointOf)} limits={limitsOf(props.row)} />
        </Show>
      </td>
    </tr>
  )
}

function Absent(props: { readonly state: 'none' | 'withheld' | 'shown' }): JSX.Element {
  const { t } = useLanguage()
  return <span class="figure-more">{t(props.state === 'withheld' ? 'dashboard.unit.withheld' : 'dashboard.unit.none')}</span>
}
