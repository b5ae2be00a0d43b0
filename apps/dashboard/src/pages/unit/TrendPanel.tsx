import { trendPointOf, type Figure } from '@kuulolla/core'
import { buttonClass, DataTable, Panel, TrendChart, type Column } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { createMemo, For, Show, type JSX } from 'solid-js'
import { useOutline } from '../../figures/Outline.tsx'
import { bucketName, bucketTick, periodName } from '../../figures/period-words.ts'
import type { Sheet } from '../../figures/reading.ts'
import { isSparse, limitsOf, type Row } from '../../figures/rows.ts'
import { coarser, rangeBefore, rangeOf, trendOf, type View } from '../../figures/view.ts'
import { figureText, intervalText, sentencesOf, valueText } from '../../figures/words.ts'
import { useLanguage } from '../../language/Language.tsx'

type Props = {
  readonly row: Row
  readonly rows: readonly Row[]
  readonly sheet: Sheet
  readonly view: View
  readonly hrefOf: (view: View) => string
}

/** One statement drawn large: what it says in words, the chart, the same numbers as a table. */
export function TrendPanel(props: Props): JSX.Element {
  const words = useLanguage()
  const { t } = words
  const { outline, statement, shortName, tree, measureOf, nameOf } = useOutline()
  const today = (): string => outline().today
  const grain = (): ReturnType<typeof trendOf>['grain'] => trendOf(props.sheet.view, today()).grain
  const buckets = createMemo(() => new Map(props.sheet.trend.buckets.map((bucket) => [bucket.key, bucket])))
  const figures = createMemo(() => new Map(props.row.trend.map((figure) => [figure.bucket, figure])))
  // Steps without any answers have no figure, but they have passed.
  const points = createMemo(() =>
    props.sheet.trend.buckets.map(({ key }) => {
      const figure = figures().get(key)
      return figure === undefined ? ({ key, state: 'none' } as const) : trendPointOf(figure)
    }),
  )
  const target = (): number | null => {
    if (props.row.statistic === 'nps') return tree().byId.get(props.sheet.unitId)?.unit.npsTarget ?? outline().npsTarget
    return props.row.statistic === 'share' && props.row.option === null ? outline().shareTarget : null
  }
  const label = (): string => {
    const option = props.row.option === null ? undefined : measureOf(props.row.measure)?.options[props.row.option - 1]
    return option === undefined ? statement(props.row.measure) : `${statement(props.row.measure)} ${nameOf(option)}`
  }
  const says = () =>
    sentencesOf(
      {
        row: props.row,
        period: periodName(props.sheet.view.period, rangeOf(props.sheet.view.period, today()), words),
        before: rangeBefore(props.sheet.view.period, today()),
        running: props.sheet.view.period.kind !== 'rolling' && rangeOf(props.sheet.view.period, today()).to >= today(),
        threshold: outline().threshold,
      },
      words,
    )
  const describe = (key: string): string => {
    const figure = figures().get(key)
    const running = buckets().get(key)?.complete === false ? ` ${t('dashboard.unit.table.running')}.` : ''
    return `${bucketName(key, words)}: ${figure === undefined ? t('dashboard.figure.none') : figureText(figure, words)}.${running}`
  }
  const statistics = (): readonly Row[] => props.rows.filter((row) => row.measure === props.row.measure && row.option === null)
  const longer = () => (isSparse(props.row.trend) ? coarser(grain()) : null)

  return (
    <Panel
      title={`${shortName(props.row.measure)} ${t(`dashboard.grain.by.${grain()}`)}`}
      aside={
        <Show when={statistics().length > 1}>
          <nav class="segments" aria-label={label()}>
            <For each={statistics()}>
              {(row) => (
                <a
                  href={props.hrefOf({ ...props.view, measure: row.measure, statistic: row.statistic === 'mean' ? 'mean' : null })}
                  aria-current={row.key === props.row.key ? 'true' : undefined}
                >
                  {t(row.statistic === 'mean' ? 'dashboard.unit.mean' : 'dashboard.unit.share')}
                </a>
              )}
            </For>
          </nav>
        </Show>
      }
    >
      <p class="quiet">{label()}</p>
      <p class="say" aria-live="polite">
        <strong>{says().first}</strong> {says().rest.join(' ')}
      </p>
      <Show when={points().some((point) => point.state === 'shown')}>
        <TrendChart
          points={points()}
          limits={limitsOf(props.row)}
          target={target()}
          label={t('dashboard.unit.chart.label', { statement: label(), grain: t(`dashboard.grain.by.${grain()}`) })}
          tickOf={(value) =>
            props.row.statistic === 'mean' ? words.formats().number(value, Number.isInteger(value) ? 0 : 1) : valueText(props.row.statistic, value, words)
          }
          stepOf={(key) => {
            const bucket = buckets().get(key)
            return bucket === undefined ? '' : bucketTick(bucket, grain(), words)
          }}
          describe={describe}
          targetLabel={t('dashboard.unit.chart.target-value', { value: valueText(props.row.statistic, target() ?? 0, words) })}
          words={{
            value: t('dashboard.unit.chart.value'),
            interval: t('dashboard.unit.chart.interval'),
            target: t('dashboard.unit.chart.target'),
            gap: t('dashboard.unit.chart.gap'),
            break: t('dashboard.unit.chart.break'),
            hint: t('dashboard.unit.chart.hint'),
          }}
        />
      </Show>
      <Show when={longer()}>
        {(next) => (
          <p class="row">
            <span>{t('dashboard.unit.sparse')}</span>
            <A class={buttonClass()} href={props.hrefOf({ ...props.view, grain: next() })} noScroll>
              {t('dashboard.unit.sparse-grain', { grain: t(`dashboard.grain.by.${next()}`) })}
            </A>
          </p>
        )}
      </Show>
      <TrendTable row={props.row} sheet={props.sheet} label={label()} />
    </Panel>
  )
}

function TrendTable(props: { readonly row: Row; readonly sheet: Sheet; readonly label: string }): JSX.Element {
  const words = useLanguage()
  const { t, formats } = words
  type Step = { readonly key: string; readonly complete: boolean; readonly figure: Figure | null }
  const steps = createMemo((): readonly Step[] => {
    const figures = new Map(props.row.trend.map((figure) => [figure.bucket, figure]))
    return props.sheet.trend.buckets.map(({ key, complete }) => ({ key, complete, figure: figures.get(key) ?? null })).toReversed()
  })
  const valueOf = (figure: Figure | null): string => {
    if (figure === null || figure.value.state === 'none') return t('dashboard.figure.none')
    return figure.value.state === 'withheld' ? t('dashboard.figure.withheld') : valueText(figure.statistic, figure.value.estimate.value, words)
  }
  const noteOf = ({ complete, figure }: Step): string =>
    [...(figure?.breaks === true ? [t('dashboard.unit.table.break')] : []), ...(complete ? [] : [t('dashboard.unit.table.running')])].join(', ')
  const columns = (): readonly Column<Step>[] => [
    { key: 'period', label: t('dashboard.unit.table.period'), heads: true, cell: (step) => bucketName(step.key, words) },
    { key: 'value', label: t('dashboard.unit.table.value'), numeric: true, cell: (step) => valueOf(step.figure) },
    {
      key: 'interval',
      label: t('dashboard.unit.table.interval'),
      numeric: true,
      cell: (step) => (step.figure === null ? '' : (intervalText(step.figure, words) ?? '')),
    },
    {
      key: 'n',
      label: t('dashboard.unit.answers'),
      numeric: true,
      cell: (step) => (step.figure?.value.state === 'shown' ? formats().number(step.figure.value.n) : ''),
    },
    { key: 'note', label: t('dashboard.unit.table.note'), cell: noteOf },
  ]
  return (
    <details>
      <summary>{t('dashboard.unit.table')}</summary>
      <DataTable caption={props.label} columns={columns()} rows={steps()} narrow="scroll" />
    </details>
  )
}
