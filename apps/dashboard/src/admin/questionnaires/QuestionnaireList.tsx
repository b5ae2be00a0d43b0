import { audiences, inLanguage, type Audience } from '@kuulolla/core'
import { Button, buttonClass, CheckField, DataTable, Dialog, Panel, SelectField } from '@kuulolla/ui'
import { A, useNavigate } from '@solidjs/router'
import { createEffect, createSignal, For, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded } from '../../shell/states.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { filled, NamesFields, type Texts } from '../form/NamesFields.tsx'

type Listed = Outputs['questionnaires']['list']['questionnaires'][number]

export function QuestionnaireList(): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const [creating, setCreating] = createSignal(false)
  const [archived, setArchived] = createSignal(false)
  const list = createQuery(
    () => true,
    (_, signal) => tenant.client.questionnaires.list.query({}, { signal }),
  )
  const stateOf = (row: Listed): string =>
    row.publishedNo === null || row.publishedAt === null
      ? t('admin.questionnaires.unpublished')
      : t(row.hasDraft ? 'admin.questionnaires.published-draft' : 'admin.questionnaires.published', {
          no: row.publishedNo,
          at: formats().instant(row.publishedAt),
        })
  return (
    <Page
      title={t('dashboard.nav.admin.questionnaires')}
      lead={t('admin.questionnaires.lead')}
      actions={
        <div class="row">
          <A class={buttonClass()} href={tenant.path('/admin/questionnaires/wordings')}>
            {t('admin.wordings-import.title')}
          </A>
          <Button kind="primary" onClick={() => setCreating(true)}>
            {t('admin.questionnaires.new')}
          </Button>
        </div>
      }
    >
      <Loaded query={list}>
        {(data) => (
          <>
            <For each={audiences}>
              {(audience) => (
                <Panel title={t(`admin.questionnaires.for.${audience}`)}>
                  <DataTable
                    caption={t(`admin.questionnaires.for.${audience}`)}
                    rows={data().questionnaires.filter((each) => each.audience === audience && (archived() || !each.archived))}
                    empty={<p class="quiet">{t('admin.questionnaires.none')}</p>}
                    columns={[
                      {
                        key: 'name',
                        label: t('admin.units.name'),
                        heads: true,
                        cell: (row: Listed) => (
                          <>
                            <A href={tenant.path(`/admin/questionnaires/${row.id}`)}>{inLanguage(row.names, language())}</A>{' '}
                            <Show when={row.archived}>
                              <span class="tag">{t('admin.questionnaires.archived')}</span>
                            </Show>
                          </>
                        ),
                      },
                      { key: 'state', label: t('admin.state'), cell: stateOf },
                      { key: 'points', label: t('admin.units.open-points'), numeric: true, cell: (row) => formats().number(row.openPoints) },
                    ]}
                  />
                </Panel>
              )}
            </For>
            <Show when={data().questionnaires.some((each) => each.archived)}>
              <CheckField label={t('admin.questionnaires.show-archived')} checked={archived()} onChange={(event) => setArchived(event.currentTarget.checked)} />
            </Show>
            <CreateDialog open={creating()} all={data().questionnaires} languages={data().languages} onClose={() => setCreating(false)} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type CreateProps = { readonly open: boolean; readonly all: readonly Listed[]; readonly languages: readonly string[]; readonly onClose: () => void }

function CreateDialog(props: CreateProps): JSX.Element {
  const { t, language } = useLanguage()
  const tenant = useTenant()
  const navigate = useNavigate()
  const [names, setNames] = createSignal<Texts>({})
  const [audience, setAudience] = createSignal<Audience>('adult')
  const [model, setModel] = createSignal('')
  const create = createTask(() =>
    tenant.client.questionnaires.create.mutate({ names: filled(names()), audience: audience(), copyOf: model() === '' ? null : Number(model()) }),
  )
  const models = (): readonly Listed[] => props.all.filter((each) => each.audience === audience())
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        create.clear()
        setNames({})
        setAudience('adult')
      },
    ),
  )
  createEffect(() => setModel(String(models()[0]?.id ?? '')))
  return (
    <Dialog open={props.open} title={t('admin.questionnaires.new')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm
        submit={t('admin.questionnaires.create')}
        busy={create.busy()}
        problem={create.problem()}
        onSubmit={() => void create.run().then((made) => made !== null && navigate(tenant.path(`/admin/questionnaires/${made.questionnaireId}`)))}
        onCancel={props.onClose}
      >
        <NamesFields
          label={t('admin.units.name')}
          hint={t('admin.questionnaires.name-hint')}
          languages={props.languages}
          value={names()}
          onInput={setNames}
          field="names"
          problem={create.problem()}
        />
        <SelectField
          label={t('admin.questionnaires.audience')}
          hint={t('admin.questionnaires.audience-hint')}
          value={audience()}
          options={audiences.map((each) => ({ value: each, label: t(`admin.audience.${each}`) }))}
          onChange={(value) => setAudience(audiences.find((each) => each === value) ?? 'adult')}
        />
        <SelectField
          label={t('admin.questionnaires.copy-of')}
          value={model()}
          options={models().map((each) => ({ value: String(each.id), label: inLanguage(each.names, language()) }))}
          problem={create.problem()?.fields['copyOf']}
          onChange={setModel}
        />
      </AdminForm>
    </Dialog>
  )
}
