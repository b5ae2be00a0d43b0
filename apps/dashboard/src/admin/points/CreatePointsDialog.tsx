import { inLanguage } from '@kuulolla/core'
import { CheckField, Dialog, SelectField, TextField } from '@kuulolla/ui'
import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { inTreeOrder } from '../form/unit-options.ts'
import { LanguageChecks } from './LanguageChecks.tsx'

export type PointChoices = Outputs['points']['choices']
const channels = ['qr', 'web', 'kiosk', 'paper'] as const

type Props = {
  readonly open: boolean
  readonly choices: PointChoices
  /** Chosen from the start. */
  readonly unitId: number | null
  readonly onClose: () => void
  readonly onMade: (pointIds: readonly number[]) => void
}

/** One point, or one for each of many units. */
export function CreatePointsDialog(props: Props): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const [units, setUnits] = createSignal<ReadonlySet<number>>(new Set())
  const [filter, setFilter] = createSignal('')
  const [questionnaire, setQuestionnaire] = createSignal('')
  const [channel, setChannel] = createSignal<(typeof channels)[number]>('qr')
  const [languages, setLanguages] = createSignal<readonly string[]>([])
  const [name, setName] = createSignal('')
  const create = createTask(() =>
    tenant.client.points.create.mutate({
      unitIds: [...units()],
      questionnaireId: Number(questionnaire()),
      channel: channel(),
      languages: [...languages()],
      name: name(),
    }),
  )
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        create.clear()
        const only = props.choices.units.length === 1 ? props.choices.units[0]?.id : undefined
        setUnits(new Set([props.unitId ?? only].filter((id) => id !== undefined && id !== null)))
        setFilter('')
        setQuestionnaire(String(props.choices.questionnaires[0]?.id ?? ''))
        setChannel('qr')
        setLanguages(props.choices.languages)
        setName('')
      },
    ),
  )
  const nodes = createMemo(() => inTreeOrder(props.choices.units, { language: language(), compare: formats().compare }))
  const shown = createMemo(() => {
    const wanted = filter().trim().toLocaleLowerCase()
    return nodes().filter(
      ({ unit, path }) => wanted === '' || [...path, inLanguage(unit.names, language())].some((name) => name.toLocaleLowerCase().includes(wanted)),
    )
  })
  const choose = (ids: readonly number[], on: boolean): void => {
    const next = new Set(units())
    for (const id of ids) {
      if (on) next.add(id)
      else next.delete(id)
    }
    setUnits(next)
  }
  const submit = async (): Promise<void> => {
    const made = await create.run()
    if (made !== null) props.onMade(made.points.map((point) => point.id))
  }
  const problem = (field: string): string | undefined => create.problem()?.fields[field]

  return (
    <Dialog open={props.open} title={t('admin.points.new')} closeLabel={t('dashboard.close')} onClose={props.onClose} wide>
      <AdminForm
        submit={t('admin.points.create', { count: units().size })}
        busy={create.busy()}
        problem={create.problem()}
        onSubmit={() => void submit()}
        onCancel={props.onClose}
      >
        <TextField
          label={t('admin.points.name')}
          hint={t('admin.points.name-hint')}
          value={name()}
          problem={problem('name')}
          maxlength={120}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label={t('admin.points.questionnaire')}
          value={questionnaire()}
          options={props.choices.questionnaires.map((each) => ({
            value: String(each.id),
            label: `${inLanguage(each.names, language())} (${t(`admin.audience.${each.audience}`)})`,
          }))}
          problem={problem('questionnaireId')}
          onChange={setQuestionnaire}
        />
        <SelectField
          label={t('admin.points.channel')}
          value={channel()}
          options={channels.map((each) => ({ value: each, label: t(`admin.channel.${each}`) }))}
          hint={t(`admin.channel.${channel()}-hint`)}
          onChange={(value) => setChannel(channels.find((each) => each === value) ?? 'qr')}
        />
        <LanguageChecks languages={props.choices.languages} value={languages()} problem={problem('languages')} onChange={setLanguages} />
        <fieldset class="fieldset stack">
          <legend>{t('admin.points.units')}</legend>
          <TextField label={t('admin.points.filter')} type="search" value={filter()} onInput={(event) => setFilter(event.currentTarget.value)} />
          <div class="scroll-list" tabindex={0} role="group" aria-label={t('admin.points.units')}>
            <CheckField
              label={t('admin.points.choose-shown', { count: shown().length })}
              checked={shown().length > 0 && shown().every(({ unit }) => units().has(unit.id))}
              onChange={(event) =>
                choose(
                  shown().map(({ unit }) => unit.id),
                  event.currentTarget.checked,
                )
              }
            />
            <For each={shown()}>
              {({ unit, depth }) => (
                <div style={{ 'padding-inline-start': `${depth * 1.25}rem` }}>
                  <CheckField
                    label={inLanguage(unit.names, language())}
                    checked={units().has(unit.id)}
                    onChange={(event) => choose([unit.id], event.currentTarget.checked)}
                  />
                </div>
              )}
            </For>
          </div>
          <Show when={problem('unitIds') ?? problem('unitId')}>{(text) => <span class="field-problem">{text()}</span>}</Show>
        </fieldset>
      </AdminForm>
    </Dialog>
  )
}
