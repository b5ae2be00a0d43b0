import './PeriodPicker.css'
import { grains, type Grain } from '@kuulolla/core'
import { Button, Dialog, SelectField, TextField } from '@kuulolla/ui'
import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show, type JSX } from 'solid-js'
import { useLanguage } from '../language/Language.tsx'
import { useOutline } from './Outline.tsx'
import { bucketName, periodName } from './period-words.ts'
import { rangeOf, stepped, type Period, type View } from './view.ts'

type Props = { readonly view: View; readonly hrefOf: (view: View) => string }

const shortcuts: readonly Period[] = [
  { kind: 'rolling', days: 30, ending: null },
  { kind: 'bucket', grain: 'month', key: null },
  { kind: 'bucket', grain: 'quarter', key: null },
  { kind: 'bucket', grain: 'tertial', key: null },
  { kind: 'bucket', grain: 'year', key: null },
]

/** Links, so that every period has an address; a dialog for days of one's own. */
export function PeriodPicker(props: Props): JSX.Element {
  const words = useLanguage()
  const { t } = words
  const { outline } = useOutline()
  const today = (): string => outline().today
  const [choosing, setChoosing] = createSignal(false)

  const isCurrent = (period: Period): boolean => {
    const now = props.view.period
    if (period.kind === 'rolling') return now.kind === 'rolling' && now.days === period.days
    return period.kind === 'bucket' && now.kind === 'bucket' && now.grain === period.grain
  }
  /** The one looked at says which it is; the others what they are. */
  const labelOf = (period: Period): string => {
    if (period.kind === 'rolling') return t('dashboard.period.last-days', { days: period.days })
    if (period.kind !== 'bucket') return ''
    return isCurrent(period) ? bucketName(rangeOf(props.view.period, today()).key, words) : t(`dashboard.grain.${period.grain}`)
  }
  const hrefOf = (period: Period): string => {
    const bound: Period = period.kind === 'bucket' ? { ...period, key: rangeOf(period, today()).key } : period
    return props.hrefOf({ ...props.view, period: bound, grain: null })
  }
  const stepHref = (by: -1 | 1): string | null => {
    const period = stepped(props.view.period, by, today())
    return period === null ? null : props.hrefOf({ ...props.view, period })
  }

  return (
    <nav class="period" aria-label={t('dashboard.period.label')}>
      <div class="segments">
        <Step href={stepHref(-1)} label={t('dashboard.period.before')} sign="‹" />
        <For each={shortcuts}>
          {(period) => (
            <a href={isCurrent(period) ? props.hrefOf(props.view) : hrefOf(period)} aria-current={isCurrent(period) ? 'true' : undefined}>
              {labelOf(period)}
            </a>
          )}
        </For>
        <button type="button" aria-haspopup="dialog" aria-current={props.view.period.kind === 'custom' ? 'true' : undefined} onClick={() => setChoosing(true)}>
          {props.view.period.kind === 'custom' ? periodName(props.view.period, rangeOf(props.view.period, today()), words) : t('dashboard.period.choose')}
        </button>
        <Step href={stepHref(1)} label={t('dashboard.period.after')} sign="›" />
      </div>
      <Dialog open={choosing()} title={t('dashboard.period.choose-title')} closeLabel={t('dashboard.close')} onClose={() => setChoosing(false)}>
        <CustomPeriod {...props} onDone={() => setChoosing(false)} />
      </Dialog>
    </nav>
  )
}

function Step(props: { readonly href: string | null; readonly label: string; readonly sign: string }): JSX.Element {
  return (
    <Show when={props.href}>
      {(href) => (
        <a href={href()} aria-label={props.label} title={props.label}>
          {props.sign}
        </a>
      )}
    </Show>
  )
}

function CustomPeriod(props: Props & { readonly onDone: () => void }): JSX.Element {
  const { t } = useLanguage()
  const { outline } = useOutline()
  const navigate = useNavigate()
  const range = rangeOf(props.view.period, outline().today)
  const [from, setFrom] = createSignal(range.from)
  const [to, setTo] = createSignal(range.to > outline().today ? outline().today : range.to)
  const [grain, setGrain] = createSignal<Grain | null>(props.view.grain)
  const [problem, setProblem] = createSignal(false)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (from() > to()) {
      setProblem(true)
      return
    }
    props.onDone()
    navigate(props.hrefOf({ ...props.view, period: { kind: 'custom', from: from(), to: to() }, grain: grain() }), { scroll: false })
  }
  return (
    <form class="stack" onSubmit={submit}>
      <TextField
        label={t('dashboard.period.from')}
        type="date"
        width="narrow"
        required
        value={from()}
        onInput={(event) => setFrom(event.currentTarget.value)}
      />
      <TextField
        label={t('dashboard.period.to')}
        type="date"
        width="narrow"
        required
        problem={problem() ? t('dashboard.period.backwards') : null}
        value={to()}
        onInput={(event) => setTo(event.currentTarget.value)}
      />
      <SelectField
        label={t('dashboard.period.grain')}
        width="narrow"
        value={grain() ?? ''}
        options={[{ value: '', label: t('dashboard.period.grain-suited') }, ...grains.map((each) => ({ value: each, label: t(`dashboard.grain.${each}`) }))]}
        onChange={(value) => setGrain(grains.find((each) => each === value) ?? null)}
      />
      <div class="row">
        <Button type="submit" kind="primary">
          {t('dashboard.period.show')}
        </Button>
        <Button onClick={() => props.onDone()}>{t('dashboard.cancel')}</Button>
      </div>
    </form>
  )
}
