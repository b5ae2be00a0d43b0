import { inLanguage } from '@kuulolla/core'
import { Button, buttonClass, CheckField, DataTable, Panel, SelectField, TextField } from '@kuulolla/ui'
import { A, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded } from '../../shell/states.tsx'
import { inTreeOrder, unitOptions } from '../form/unit-options.ts'
import { CreatePointsDialog } from './CreatePointsDialog.tsx'
import { posterAddress } from './point-addresses.ts'

type Point = Outputs['points']['list']['points'][number]
const states = ['open', 'closed', 'all'] as const
type State = (typeof states)[number]

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

export function PointList(): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const [search, setSearch] = useSearchParams<{ q?: string; unit?: string; state?: string; after?: string }>()
  const [creating, setCreating] = createSignal(false)
  const [chosen, setChosen] = createSignal<ReadonlySet<number>>(new Set())
  const [paper, setPaper] = createSignal<'a4' | 'a5'>('a4')

  const state = (): State => states.find((each) => each === one(search.state)) ?? 'open'
  const choices = createQuery(
    () => true,
    (_, signal) => tenant.client.points.choices.query({}, { signal }),
  )
  const points = createQuery(
    () => ({ search: one(search.q), unitId: Number(one(search.unit)) || null, state: state(), after: Number(one(search.after)) || 0 }),
    (key, signal) => tenant.client.points.list.query(key, { signal }),
  )
  const units = createMemo(() => unitOptions(inTreeOrder(choices.data()?.units ?? [], { language: language(), compare: formats().compare }), language()))

  const choose = (id: number, on: boolean): void => {
    const next = new Set(chosen())
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const chooseAll = (rows: readonly Point[], on: boolean): void => {
    setChosen(new Set(on ? rows.map((point) => point.id) : []))
  }
  const made = (ids: readonly number[]): void => {
    setCreating(false)
    setChosen(new Set(ids))
    setSearch({ q: undefined, state: undefined, after: undefined })
    points.refetch()
    choices.refetch()
  }

  return (
    <Page
      title={t('dashboard.nav.admin.points')}
      lead={t('admin.points.lead')}
      actions={
        <Button kind="primary" onClick={() => setCreating(true)}>
          {t('admin.points.new')}
        </Button>
      }
    >
      <Panel>
        <div class="stack">
          <div class="row row-end">
            <TextField
              label={t('admin.search')}
              type="search"
              width="narrow"
              value={one(search.q)}
              onChange={(event) => setSearch({ q: event.currentTarget.value || undefined, after: undefined })}
            />
            <SelectField
              label={t('admin.unit')}
              value={one(search.unit)}
              options={[{ value: '', label: t('admin.points.all-units') }, ...units()]}
              onChange={(value) => setSearch({ unit: value || undefined, after: undefined })}
            />
            <SelectField
              label={t('admin.state')}
              width="narrow"
              value={state()}
              options={states.map((each) => ({ value: each, label: t(`admin.points.state.${each}`) }))}
              onChange={(value) => setSearch({ state: value === 'open' ? undefined : value, after: undefined })}
            />
          </div>
          <Loaded query={points}>
            {(data) => (
              <>
                <Show when={data().points.length > 0}>
                  <div class="row">
                    <CheckField
                      label={t('admin.points.choose-all')}
                      checked={data().points.every((point) => chosen().has(point.id))}
                      onChange={(event) => chooseAll(data().points, event.currentTarget.checked)}
                    />
                    <Show when={chosen().size > 0}>
                      <SelectField
                        label={t('admin.points.paper')}
                        width="narrow"
                        value={paper()}
                        options={[
                          { value: 'a4', label: 'A4' },
                          { value: 'a5', label: 'A5' },
                        ]}
                        onChange={(value) => setPaper(value === 'a5' ? 'a5' : 'a4')}
                      />
                      <a class={buttonClass()} href={posterAddress(tenant.slug, [...chosen()], paper())} download="">
                        {t('admin.points.posters', { count: chosen().size })}
                      </a>
                    </Show>
                  </div>
                </Show>
                <DataTable
                  caption={t('dashboard.nav.admin.points')}
                  rows={data().points}
                  empty={
                    <Empty title={t(one(search.q) === '' && one(search.unit) === '' ? 'admin.points.none' : 'admin.points.none-found')}>
                      <p>{t('admin.points.none-text')}</p>
                    </Empty>
                  }
                  columns={[
                    {
                      key: 'choose',
                      label: t('admin.choose'),
                      hiddenLabel: true,
                      cell: (point: Point) => (
                        <CheckField
                          label={<span class="visually-hidden">{t('admin.points.choose-one', { name: point.name, code: point.code })}</span>}
                          checked={chosen().has(point.id)}
                          onChange={(event) => choose(point.id, event.currentTarget.checked)}
                        />
                      ),
                    },
                    {
                      key: 'name',
                      label: t('admin.points.name'),
                      heads: true,
                      cell: (point) => <A href={tenant.path(`/admin/points/${point.id}`)}>{point.name}</A>,
                    },
                    { key: 'unit', label: t('admin.unit'), cell: (point) => inLanguage(point.unitNames, language()) },
                    { key: 'code', label: t('admin.points.code'), cell: (point) => <span class="code">{point.code}</span> },
                    { key: 'channel', label: t('admin.points.channel'), cell: (point) => t(`admin.channel.${point.channel}`) },
                    { key: 'questionnaire', label: t('admin.points.questionnaire'), cell: (point) => inLanguage(point.questionnaireNames, language()) },
                    {
                      key: 'state',
                      label: t('admin.state'),
                      cell: (point) =>
                        point.closedAt === null ? t('admin.points.is-open') : t('admin.points.closed-at', { at: formats().instant(point.closedAt) }),
                    },
                  ]}
                />
                <Show when={data().next}>{(next) => <Button onClick={() => setSearch({ after: String(next()) })}>{t('admin.next-page')}</Button>}</Show>
              </>
            )}
          </Loaded>
        </div>
      </Panel>
      <Show when={choices.data()}>
        {(data) => (
          <CreatePointsDialog open={creating()} choices={data()} unitId={Number(one(search.unit)) || null} onClose={() => setCreating(false)} onMade={made} />
        )}
      </Show>
    </Page>
  )
}
