import '../units/units.css'
import { CheckField, Notice, Panel, TextField } from '@kuulolla/ui'
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Page } from '../../shell/Page.tsx'
import { Loaded, NoPermission } from '../../shell/states.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { filled, NamesFields, type Texts } from '../form/NamesFields.tsx'

type Read = Outputs['settings']['read']

/** As written: numbers are texts until they are sent. */
type SettingsForm = {
  readonly names: Texts
  readonly languages: readonly string[]
  readonly threshold: string
  readonly contactDueDays: string
  readonly npsTarget: string
  readonly shareTarget: string
  readonly answersMonths: string
  readonly textsMonths: string
  readonly contactDays: string
  readonly email: string
  readonly phone: string
  readonly url: string
}

const decimal = (value: number | null, factor = 1): string => (value === null ? '' : String(Math.round(value * factor * 1000) / 1000).replace('.', ','))
const numberOf = (text: string): number => Number(text.trim().replace(',', '.').replace('−', '-'))
/** Nothing written is no number at all, so that the service names the field. */
const whole = (text: string): number => (text.trim() === '' ? Number.NaN : numberOf(text))
const orNull = (text: string, factor = 1): number | null => (text.trim() === '' ? null : numberOf(text) / factor)
const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function formOf({ names, settings }: Read): SettingsForm {
  return {
    names,
    languages: settings.languages,
    threshold: String(settings.threshold),
    contactDueDays: String(settings.contactDueDays),
    npsTarget: decimal(settings.npsTarget),
    shareTarget: decimal(settings.shareTarget, 100),
    answersMonths: String(settings.retention.answersMonths),
    textsMonths: String(settings.retention.textsMonths),
    contactDays: String(settings.retention.contactDaysAfterClosing),
    email: settings.contact.email ?? '',
    phone: settings.contact.phone ?? '',
    url: settings.contact.url ?? '',
  }
}

export function SettingsPage(): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  return (
    <Show when={tenant.may('settings:manage')} fallback={<NoPermission />}>
      <Page title={t('admin.settings.title')}>
        <Settings />
      </Page>
    </Show>
  )
}

function Settings(): JSX.Element {
  const { t, languages: known } = useLanguage()
  const tenant = useTenant()
  const [form, setForm] = createSignal<SettingsForm>()
  const [saved, setSaved] = createSignal(false)
  const settings = createQuery(
    () => true,
    (_, signal) => tenant.client.settings.read.query({}, { signal }),
  )
  createEffect(
    on(settings.data, (data) => {
      if (data !== undefined) setForm(formOf(data))
    }),
  )
  const save = createTask((written: SettingsForm) =>
    tenant.client.settings.update.mutate({
      names: filled(written.names),
      settings: {
        languages: [...written.languages],
        threshold: whole(written.threshold),
        contactDueDays: whole(written.contactDueDays),
        npsTarget: orNull(written.npsTarget),
        shareTarget: orNull(written.shareTarget, 100),
        retention: {
          answersMonths: whole(written.answersMonths),
          textsMonths: whole(written.textsMonths),
          contactDaysAfterClosing: whole(written.contactDays),
        },
        contact: { email: textOrNull(written.email), phone: textOrNull(written.phone), url: textOrNull(written.url) },
      },
    }),
  )
  const set = (change: Partial<SettingsForm>): void => {
    const before = form()
    setSaved(false)
    if (before !== undefined) setForm({ ...before, ...change })
  }
  const submit = async (written: SettingsForm): Promise<void> => {
    setSaved(false)
    if ((await save.run(written)) !== null) setSaved(true)
  }
  const problem = (field: string): string | undefined => save.problem()?.fields[`settings.${field}`]
  const all = createMemo(() => [...new Set([...(form()?.languages ?? []), ...known()])])
  const toggle = (language: string, on: boolean): void => {
    const chosen = form()?.languages ?? []
    set({ languages: on ? [...chosen, language] : chosen.filter((each) => each !== language) })
  }
  const number = (
    key: 'threshold' | 'contactDueDays' | 'npsTarget' | 'shareTarget' | 'answersMonths' | 'textsMonths' | 'contactDays',
    field: string,
    written: SettingsForm,
  ): JSX.Element => (
    <TextField
      label={t(`admin.settings.${key}`)}
      hint={t(`admin.settings.${key}-hint`)}
      inputmode="decimal"
      value={written[key]}
      problem={problem(field)}
      onInput={(event) => set({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <Loaded query={settings}>
      {() => (
        <Show when={form()}>
          {(written) => (
            <AdminForm submit={t('dashboard.save')} busy={save.busy()} problem={save.problem()} onSubmit={() => void submit(written())}>
              <Panel title={t('admin.settings.organisation')}>
                <div class="stack">
                  <div class="two-columns">
                    <NamesFields
                      label={t('admin.units.name')}
                      languages={written().languages}
                      value={written().names}
                      onInput={(names) => set({ names })}
                      field="names"
                      problem={save.problem()}
                    />
                  </div>
                  <fieldset class="fieldset">
                    <legend>{t('admin.settings.languages')}</legend>
                    <div class="row">
                      <For each={all()}>
                        {(language) => (
                          <CheckField
                            label={<span lang={language}>{nameOfLanguage(language)}</span>}
                            checked={written().languages.includes(language)}
                            aria-invalid={problem('languages') === undefined ? undefined : 'true'}
                            onChange={(event) => toggle(language, event.currentTarget.checked)}
                          />
                        )}
                      </For>
                    </div>
                    <Show when={problem('languages')}>
                      <span class="field-problem">{t('errors.language-needed')}</span>
                    </Show>
                  </fieldset>
                </div>
              </Panel>
              <Panel title={t('admin.settings.public-contact')}>
                <div class="two-columns">
                  <TextField
                    label={t('admin.units.email')}
                    type="email"
                    value={written().email}
                    problem={problem('contact.email')}
                    onInput={(event) => set({ email: event.currentTarget.value })}
                  />
                  <TextField
                    label={t('admin.units.phone')}
                    type="tel"
                    value={written().phone}
                    problem={problem('contact.phone')}
                    onInput={(event) => set({ phone: event.currentTarget.value })}
                  />
                  <TextField
                    label={t('admin.settings.url')}
                    type="url"
                    value={written().url}
                    problem={problem('contact.url')}
                    onInput={(event) => set({ url: event.currentTarget.value })}
                  />
                </div>
              </Panel>
              <Panel title={t('admin.settings.figures')}>
                <div class="two-columns">
                  {number('threshold', 'threshold', written())}
                  {number('npsTarget', 'npsTarget', written())}
                  {number('shareTarget', 'shareTarget', written())}
                </div>
              </Panel>
              <Panel title={t('admin.settings.times')}>
                <div class="two-columns">
                  {number('contactDueDays', 'contactDueDays', written())}
                  {number('answersMonths', 'retention.answersMonths', written())}
                  {number('textsMonths', 'retention.textsMonths', written())}
                  {number('contactDays', 'retention.contactDaysAfterClosing', written())}
                </div>
              </Panel>
              <Show when={saved()}>
                <Notice kind="good" live>
                  <p>{t('admin.saved')}</p>
                </Notice>
              </Show>
            </AdminForm>
          )}
        </Show>
      )}
    </Loaded>
  )
}
