import { inLanguage } from '@kuulolla/core'
import { Dialog, SelectField, TextField } from '@kuulolla/ui'
import { createEffect, createSignal, on, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { inTreeOrder, unitOptions } from '../form/unit-options.ts'
import type { PointChoices } from './CreatePointsDialog.tsx'
import { LanguageChecks } from './LanguageChecks.tsx'

type Point = Outputs['points']['history']['point']
type Common = { readonly open: boolean; readonly point: Point; readonly onClose: () => void; readonly onDone: () => void }

/** Runs `reset` each time a dialog opens. */
function onOpening(props: Common, reset: () => void): void {
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open) reset()
      },
    ),
  )
}

export function EditPointDialog(props: Common & { readonly choices: PointChoices }): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const [name, setName] = createSignal('')
  const [languages, setLanguages] = createSignal<readonly string[]>([])
  const change = createTask(() => tenant.client.points.change.mutate({ pointId: props.point.id, name: name(), languages: [...languages()] }))
  onOpening(props, () => {
    change.clear()
    setName(props.point.name)
    setLanguages(props.point.languages)
  })
  return (
    <Dialog open={props.open} title={t('admin.points.edit')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm
        submit={t('dashboard.save')}
        busy={change.busy()}
        problem={change.problem()}
        onSubmit={() => void change.run().then((done) => done !== null && props.onDone())}
        onCancel={props.onClose}
      >
        <TextField
          label={t('admin.points.name')}
          hint={t('admin.points.name-hint')}
          value={name()}
          maxlength={120}
          problem={change.problem()?.fields['name']}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <LanguageChecks languages={props.choices.languages} value={languages()} problem={change.problem()?.fields['languages']} onChange={setLanguages} />
      </AdminForm>
    </Dialog>
  )
}

export function RepointDialog(props: Common & { readonly choices: PointChoices }): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const [unit, setUnit] = createSignal('')
  const [questionnaire, setQuestionnaire] = createSignal('')
  const repoint = createTask(() =>
    tenant.client.points.repoint.mutate({ pointId: props.point.id, unitId: Number(unit()), questionnaireId: Number(questionnaire()) }),
  )
  onOpening(props, () => {
    repoint.clear()
    setUnit(String(props.point.unitId))
    setQuestionnaire(String(props.point.questionnaireId))
  })
  const nameOfUnit = (): string => inLanguage(props.choices.units.find((each) => String(each.id) === unit())?.names ?? props.point.unitNames, language())
  return (
    <Dialog open={props.open} title={t('admin.points.repoint')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm
        submit={t('admin.points.repoint')}
        busy={repoint.busy()}
        problem={repoint.problem()}
        onSubmit={() => void repoint.run().then((done) => done !== null && props.onDone())}
        onCancel={props.onClose}
      >
        <SelectField
          label={t('admin.unit')}
          value={unit()}
          options={unitOptions(inTreeOrder(props.choices.units, { language: language(), compare: formats().compare }), language())}
          problem={repoint.problem()?.fields['unitId']}
          onChange={setUnit}
        />
        <SelectField
          label={t('admin.points.questionnaire')}
          value={questionnaire()}
          options={props.choices.questionnaires.map((each) => ({
            value: String(each.id),
            label: `${inLanguage(each.names, language())} (${t(`admin.audience.${each.audience}`)})`,
          }))}
          problem={repoint.problem()?.fields['questionnaireId']}
          onChange={setQuestionnaire}
        />
        <p>{t('admin.points.repoint-consequence', { unit: nameOfUnit(), before: inLanguage(props.point.unitNames, language()) })}</p>
      </AdminForm>
    </Dialog>
  )
}

export function ClosePointDialog(props: Common): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const close = createTask(() => tenant.client.points.close.mutate({ pointId: props.point.id }))
  onOpening(props, close.clear)
  return (
    <Dialog open={props.open} title={t('admin.points.close-title', { name: props.point.name })} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm
        submit={t('admin.points.close')}
        kind="danger"
        busy={close.busy()}
        problem={close.problem()}
        onSubmit={() => void close.run().then((done) => done !== null && props.onDone())}
        onCancel={props.onClose}
      >
        <p>{t('admin.points.close-consequence')}</p>
      </AdminForm>
    </Dialog>
  )
}
