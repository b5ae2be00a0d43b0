import './units.css'
import { audiences, inLanguage } from '@kuulolla/core'
import { Button, CheckField, Dialog, Notice, Panel, TextField } from '@kuulolla/ui'
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Empty, Loaded } from '../../shell/states.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { filled, NamesFields, type Texts } from '../form/NamesFields.tsx'

type Listed = Outputs['units']['services']
type Service = Listed['services'][number]

/** The services, and which of the national statements each of them asks. */
export function ServicesPage(): JSX.Element {
  const { t, language } = useLanguage()
  const tenant = useTenant()
  const [editing, setEditing] = createSignal<Service | 'new' | null>(null)
  const services = createQuery(
    () => true,
    (_, signal) => tenant.client.units.services.query({}, { signal }),
  )
  const remove = createTask((code: string) => tenant.client.units.removeService.mutate({ code }))
  const done = (): void => {
    setEditing(null)
    services.refetch()
  }
  const removeService = async (code: string): Promise<void> => {
    if ((await remove.run(code)) !== null) done()
  }
  const summary = (service: Service, data: Listed): string =>
    service.statements.length === 0
      ? t('admin.services.all-statements')
      : t('admin.services.some-statements', { count: service.statements.length, all: data.statements.length })
  return (
    <Page
      title={t('admin.units.services')}
      lead={t('admin.services.lead')}
      crumbs={[{ label: t('dashboard.nav.admin.units'), href: tenant.path('/admin/units') }]}
      actions={
        <Button kind="primary" onClick={() => setEditing('new')}>
          {t('admin.services.new')}
        </Button>
      }
    >
      <Loaded query={services}>
        {(data) => (
          <Show
            when={data().services.length > 0}
            fallback={
              <Empty title={t('admin.services.none')}>
                <p>{t('admin.services.none-text')}</p>
              </Empty>
            }
          >
            <For each={data().services}>
              {(service) => (
                <Panel
                  title={inLanguage(service.names, language())}
                  aside={
                    <div class="row">
                      <Button onClick={() => setEditing(service)}>{t('admin.services.rename')}</Button>
                      <Show when={service.units === 0}>
                        <Button busy={remove.busy()} onClick={() => void removeService(service.code)}>
                          {t('dashboard.remove')}
                        </Button>
                      </Show>
                    </div>
                  }
                >
                  <p class="quiet">{t('admin.services.facts', { code: service.code, units: service.units })}</p>
                  <details>
                    <summary>{summary(service, data())}</summary>
                    <StatementsForm service={service} statements={data().statements} onDone={done} />
                  </details>
                </Panel>
              )}
            </For>
          </Show>
        )}
      </Loaded>
      <ServiceDialog editing={editing()} languages={services.data()?.languages ?? []} onClose={() => setEditing(null)} onDone={done} />
    </Page>
  )
}

function StatementsForm(props: { readonly service: Service; readonly statements: Listed['statements']; readonly onDone: () => void }): JSX.Element {
  const { t, language } = useLanguage()
  const tenant = useTenant()
  const asked = (): readonly string[] => (props.service.statements.length === 0 ? props.statements.map((each) => each.code) : props.service.statements)
  const [chosen, setChosen] = createSignal<readonly string[]>(asked())
  const [saved, setSaved] = createSignal(false)
  const save = createTask(() => tenant.client.units.setServiceStatements.mutate({ serviceCode: props.service.code, measures: [...chosen()] }))
  const submit = async (): Promise<void> => {
    setSaved(false)
    if ((await save.run()) === null) return
    setSaved(true)
    props.onDone()
  }
  const groups = createMemo(() =>
    audiences
      .map((audience) => ({ audience, statements: props.statements.filter((each) => each.audience === audience) }))
      .filter((group) => group.statements.length > 0),
  )
  return (
    <AdminForm submit={t('dashboard.save')} busy={save.busy()} problem={save.problem()} onSubmit={() => void submit()}>
      <div class="two-columns">
        <For each={groups()}>
          {(group) => (
            <fieldset class="fieldset">
              <legend>{t(`admin.audience.${group.audience}`)}</legend>
              <For each={group.statements}>
                {(statement) => (
                  <CheckField
                    label={inLanguage(statement.names, language())}
                    checked={chosen().includes(statement.code)}
                    aria-invalid={save.problem()?.fields[group.audience] === undefined ? undefined : 'true'}
                    onChange={(event) => {
                      const on = event.currentTarget.checked
                      setSaved(false)
                      setChosen(on ? [...chosen(), statement.code] : chosen().filter((code) => code !== statement.code))
                    }}
                  />
                )}
              </For>
              <Show when={save.problem()?.fields[group.audience]}>{(text) => <span class="field-problem">{text()}</span>}</Show>
            </fieldset>
          )}
        </For>
      </div>
      <Show when={saved()}>
        <Notice kind="good" live>
          <p>{t('admin.saved')}</p>
        </Notice>
      </Show>
    </AdminForm>
  )
}

function ServiceDialog(props: {
  readonly editing: Service | 'new' | null
  readonly languages: readonly string[]
  readonly onClose: () => void
  readonly onDone: () => void
}): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const [code, setCode] = createSignal('')
  const [names, setNames] = createSignal<Texts>({})
  const isNew = (): boolean => props.editing === 'new'
  const save = createTask(() => tenant.client.units.saveService.mutate({ code: code(), names: filled(names()), isNew: isNew() }))
  createEffect(
    on(
      () => props.editing,
      (editing) => {
        save.clear()
        setCode(editing === null || editing === 'new' ? '' : editing.code)
        setNames(editing === null || editing === 'new' ? {} : editing.names)
      },
    ),
  )
  return (
    <Dialog
      open={props.editing !== null}
      title={isNew() ? t('admin.services.new') : t('admin.services.rename')}
      closeLabel={t('dashboard.close')}
      onClose={props.onClose}
    >
      <AdminForm
        submit={t('dashboard.save')}
        busy={save.busy()}
        problem={save.problem()}
        onSubmit={() => void save.run().then((done) => done !== null && props.onDone())}
        onCancel={props.onClose}
      >
        <TextField
          label={t('admin.services.code')}
          hint={t('admin.services.code-hint')}
          width="narrow"
          value={code()}
          disabled={!isNew()}
          problem={save.problem()?.fields['code']}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <NamesFields label={t('admin.units.name')} languages={props.languages} value={names()} onInput={setNames} field="names" problem={save.problem()} />
      </AdminForm>
    </Dialog>
  )
}
