import './units.css'
import { inLanguage } from '@kuulolla/core'
import { Button, buttonClass, DataTable, Notice, Panel } from '@kuulolla/ui'
import { A, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded, ProblemNotice } from '../../shell/states.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { CreateUnitDialog } from './CreateUnitDialog.tsx'
import { EndUnitDialog } from './EndUnitDialog.tsx'
import { MoveUnitDialog } from './MoveUnitDialog.tsx'
import { emptyUnitForm, UnitFields, unitFormOf, unitInput } from './unit-form.tsx'

type Open = 'create' | 'move' | 'end' | null

export function UnitDetail(props: { readonly unitId: number }): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const navigate = useNavigate()
  const [open, setOpen] = createSignal<Open>(null)
  const [form, setForm] = createSignal(emptyUnitForm)
  const [saved, setSaved] = createSignal(false)
  const detail = createQuery(
    () => props.unitId,
    (unitId, signal) => tenant.client.units.read.query({ unitId }, { signal }),
  )
  const list = createQuery(
    () => true,
    (_, signal) => tenant.client.units.list.query({}, { signal }),
  )
  createEffect(
    on(detail.data, (data) => {
      if (data !== undefined) setForm(unitFormOf(data.unit))
    }),
  )
  const change = createTask(() => tenant.client.units.change.mutate({ ...unitInput(form()), unitId: props.unitId }))
  const reopen = createTask(() => tenant.client.units.reopen.mutate({ unitId: props.unitId }))
  const refresh = (): void => {
    setOpen(null)
    detail.refetch()
    list.refetch()
  }
  const save = async (): Promise<void> => {
    setSaved(false)
    if ((await change.run()) === null) return
    setSaved(true)
    refresh()
  }
  const name = createMemo(() => inLanguage(detail.data()?.unit.names ?? {}, language()))

  return (
    <Page
      title={name() === '' ? t('admin.unit') : name()}
      crumbs={[{ label: t('dashboard.nav.admin.units'), href: tenant.path('/admin/units') }]}
      actions={
        <Show when={detail.data()?.unit.endedOn === null}>
          <div class="row">
            <Button onClick={() => setOpen('create')}>{t('admin.units.new-below')}</Button>
            <Button onClick={() => setOpen('move')}>{t('admin.units.move')}</Button>
            <Button kind="danger" onClick={() => setOpen('end')}>
              {t('admin.units.end')}
            </Button>
          </div>
        </Show>
      }
    >
      <Loaded query={detail}>
        {(data) => (
          <>
            <Show when={data().unit.endedOn}>
              {(day) => (
                <Notice>
                  <div class="row">
                    <span>{t('admin.units.ended-notice', { day: formats().day(day()) })}</span>
                    <Button busy={reopen.busy()} onClick={() => void reopen.run().then((done) => done !== null && refresh())}>
                      {t('admin.units.reopen')}
                    </Button>
                  </div>
                </Notice>
              )}
            </Show>
            <ProblemNotice problem={reopen.problem()} />
            <Panel title={t('admin.units.details')} aside={<span class="quiet">{t('admin.units.code-is', { code: data().unit.code })}</span>}>
              <AdminForm submit={t('dashboard.save')} busy={change.busy()} problem={change.problem()} onSubmit={() => void save()}>
                <UnitFields
                  value={form()}
                  onInput={(value) => {
                    setSaved(false)
                    setForm(value)
                  }}
                  languages={list.data()?.languages ?? []}
                  services={list.data()?.services ?? []}
                  problem={change.problem()}
                />
                <Show when={saved()}>
                  <Notice kind="good" live>
                    <p>{t('admin.saved')}</p>
                  </Notice>
                </Show>
              </AdminForm>
            </Panel>
            <Panel title={t('admin.units.below')}>
              <Show when={data().children.length > 0} fallback={<p class="quiet">{t('admin.units.none-below')}</p>}>
                <ul>
                  <For each={data().children}>
                    {(child) => (
                      <li>
                        <A href={tenant.path(`/admin/units/${child.id}`)}>{inLanguage(child.names, language())}</A>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <A class={buttonClass('quiet')} href={tenant.path(`/admin/points?unit=${props.unitId}`)}>
                {t('admin.units.points', { count: data().openPoints })}
              </A>
            </Panel>
            <Panel title={t('admin.units.history')}>
              <DataTable
                caption={t('admin.units.history')}
                rows={data().links}
                empty={<p class="quiet">{t('admin.units.always-top')}</p>}
                columns={[
                  {
                    key: 'parent',
                    label: t('admin.units.parent'),
                    heads: true,
                    cell: (link) => <A href={tenant.path(`/admin/units/${link.parentId}`)}>{inLanguage(link.parentNames, language())}</A>,
                  },
                  { key: 'from', label: t('admin.units.from'), cell: (link) => (link.from === null ? '–' : formats().day(link.from)) },
                  { key: 'until', label: t('admin.units.until'), cell: (link) => (link.until === null ? t('admin.units.for-now') : formats().day(link.until)) },
                ]}
              />
            </Panel>
            <Show when={list.data()}>
              {(loaded) => (
                <>
                  <CreateUnitDialog
                    open={open() === 'create'}
                    units={loaded().units}
                    services={loaded().services}
                    languages={loaded().languages}
                    today={loaded().today}
                    parentId={props.unitId}
                    onClose={() => setOpen(null)}
                    onMade={(unitId) => navigate(tenant.path(`/admin/units/${unitId}`))}
                  />
                  <MoveUnitDialog
                    open={open() === 'move'}
                    unitId={props.unitId}
                    name={name()}
                    parentId={loaded().units.find((unit) => unit.id === props.unitId)?.parentId ?? null}
                    units={loaded().units}
                    today={loaded().today}
                    onClose={() => setOpen(null)}
                    onDone={refresh}
                  />
                  <EndUnitDialog
                    open={open() === 'end'}
                    unitId={props.unitId}
                    name={name()}
                    today={loaded().today}
                    onClose={() => setOpen(null)}
                    onDone={refresh}
                  />
                </>
              )}
            </Show>
          </>
        )}
      </Loaded>
    </Page>
  )
}
