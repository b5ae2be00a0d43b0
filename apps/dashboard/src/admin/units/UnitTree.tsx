import './units.css'
import { inLanguage } from '@kuulolla/core'
import { Button, buttonClass, CheckField, DataTable, Notice, Panel, TextField } from '@kuulolla/ui'
import { A, useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded } from '../../shell/states.tsx'
import { inTreeOrder, type TreeNode } from '../form/unit-options.ts'
import { CreateUnitDialog } from './CreateUnitDialog.tsx'

export type AdminUnit = Outputs['units']['list']['units'][number]

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

/** Is there such a unit on the day? */
function works(unit: AdminUnit, day: string): boolean {
  return (unit.openedOn === null || unit.openedOn <= day) && (unit.endedOn === null || unit.endedOn >= day)
}

export function UnitTree(): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams<{ day?: string; q?: string; ended?: string }>()
  const [creating, setCreating] = createSignal(false)
  const day = (): string | undefined => (/^\d{4}-\d{2}-\d{2}$/.test(one(search.day)) ? one(search.day) : undefined)
  const query = createQuery(
    () => ({ day: day() }),
    (key, signal) => tenant.client.units.list.query(key.day === undefined ? {} : { day: key.day }, { signal }),
  )
  const nodes = createMemo((): readonly TreeNode<AdminUnit>[] => {
    const data = query.data()
    if (data === undefined) return []
    const wanted = one(search.q).trim().toLocaleLowerCase()
    const shown = data.units.filter((unit) => one(search.ended) === '1' || works(unit, data.day))
    return inTreeOrder(shown, { language: language(), compare: formats().compare }).filter(
      ({ unit, path }) =>
        wanted === '' || [inLanguage(unit.names, language()), unit.code, unit.oid ?? '', ...path].some((text) => text.toLocaleLowerCase().includes(wanted)),
    )
  })
  const services = createMemo(() => new Map((query.data()?.services ?? []).map((service) => [service.code, service.names])))
  const stateOf = (unit: AdminUnit): string => {
    const on = query.data()?.day ?? ''
    if (unit.endedOn !== null && unit.endedOn < on) return t('admin.units.ended-on', { day: formats().day(unit.endedOn) })
    if (unit.openedOn !== null && unit.openedOn > on) return t('admin.units.opens-on', { day: formats().day(unit.openedOn) })
    return ''
  }

  return (
    <Page
      title={t('dashboard.nav.admin.units')}
      lead={t('admin.units.lead')}
      actions={
        <div class="row">
          <A class={buttonClass()} href={tenant.path('/admin/units/services')}>
            {t('admin.units.services')}
          </A>
          <A class={buttonClass()} href={tenant.path('/admin/units/import')}>
            {t('admin.units.import')}
          </A>
          <Button kind="primary" onClick={() => setCreating(true)}>
            {t('admin.units.new')}
          </Button>
        </div>
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
              onInput={(event) => setSearch({ q: event.currentTarget.value || undefined }, { replace: true })}
            />
            <TextField
              label={t('admin.units.as-of')}
              type="date"
              width="narrow"
              value={day() ?? query.data()?.today ?? ''}
              onChange={(event) => setSearch({ day: event.currentTarget.value || undefined })}
            />
            <CheckField
              label={t('admin.units.show-ended')}
              checked={one(search.ended) === '1'}
              onChange={(event) => setSearch({ ended: event.currentTarget.checked ? '1' : undefined })}
            />
          </div>
          <Loaded query={query}>
            {(data) => (
              <>
                <Show when={data().day !== data().today}>
                  <Notice>
                    <p>{t('admin.units.as-of-notice', { day: formats().day(data().day) })}</p>
                  </Notice>
                </Show>
                <DataTable
                  caption={t('admin.units.caption', { day: formats().day(data().day), count: nodes().length })}
                  showCaption
                  rows={nodes()}
                  empty={
                    <Empty title={t(data().units.length === 0 ? 'admin.units.none' : 'admin.units.none-found')}>
                      <p>{t('admin.units.none-text')}</p>
                    </Empty>
                  }
                  columns={[
                    {
                      key: 'name',
                      label: t('admin.units.name'),
                      heads: true,
                      cell: ({ unit, depth }: TreeNode<AdminUnit>) => (
                        <span class="tree-name" style={{ '--depth': depth }}>
                          <A href={tenant.path(`/admin/units/${unit.id}`)}>{inLanguage(unit.names, language())}</A>{' '}
                          <Show when={stateOf(unit)}>{(state) => <span class="tag">{state()}</span>}</Show>
                        </span>
                      ),
                    },
                    { key: 'kind', label: t('admin.units.kind'), cell: ({ unit }) => t(`admin.kind.${unit.kind}`) },
                    {
                      key: 'service',
                      label: t('admin.units.service'),
                      cell: ({ unit }) => (unit.serviceCode === null ? '–' : inLanguage(services().get(unit.serviceCode) ?? {}, language())),
                    },
                    { key: 'oid', label: 'OID', cell: ({ unit }) => <small class="oid">{unit.oid ?? '–'}</small> },
                    { key: 'points', label: t('admin.units.open-points'), numeric: true, cell: ({ unit }) => formats().number(unit.openPoints) },
                  ]}
                />
                <CreateUnitDialog
                  open={creating()}
                  units={data().units}
                  services={data().services}
                  languages={data().languages}
                  today={data().today}
                  parentId={null}
                  onClose={() => setCreating(false)}
                  onMade={(unitId) => navigate(tenant.path(`/admin/units/${unitId}`))}
                />
              </>
            )}
          </Loaded>
        </div>
      </Panel>
    </Page>
  )
}
