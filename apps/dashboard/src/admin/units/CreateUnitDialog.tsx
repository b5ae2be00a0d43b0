import { Dialog, SelectField, TextField } from '@kuulolla/ui'
import { createEffect, createMemo, createSignal, on, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { inTreeOrder, unitOptions } from '../form/unit-options.ts'
import { emptyUnitForm, UnitFields, unitInput } from './unit-form.tsx'

type Listed = Outputs['units']['list']

type Props = {
  readonly open: boolean
  readonly units: Listed['units']
  readonly services: Listed['services']
  readonly languages: readonly string[]
  readonly today: string
  readonly parentId: number | null
  readonly onClose: () => void
  readonly onMade: (unitId: number) => void
}

export function CreateUnitDialog(props: Props): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const [form, setForm] = createSignal(emptyUnitForm)
  const [parent, setParent] = createSignal('')
  const [from, setFrom] = createSignal('')
  const [code, setCode] = createSignal('')
  const create = createTask(() =>
    tenant.client.units.create.mutate({
      ...unitInput(form()),
      parentId: parent() === '' ? null : Number(parent()),
      from: from(),
      code: code().trim() === '' ? null : code(),
    }),
  )
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        create.clear()
        setForm(emptyUnitForm)
        setParent(props.parentId === null ? '' : String(props.parentId))
        setFrom(props.today)
        setCode('')
      },
    ),
  )
  const parents = createMemo(() =>
    unitOptions(
      inTreeOrder(
        props.units.filter((unit) => unit.endedOn === null),
        { language: language(), compare: formats().compare },
      ),
      language(),
    ),
  )
  return (
    <Dialog open={props.open} title={t('admin.units.new')} closeLabel={t('dashboard.close')} onClose={props.onClose} wide>
      <AdminForm
        submit={t('admin.units.create')}
        busy={create.busy()}
        problem={create.problem()}
        onSubmit={() => void create.run().then((made) => made !== null && props.onMade(made.unitId))}
        onCancel={props.onClose}
      >
        <div class="two-columns">
          <SelectField
            label={t('admin.units.parent')}
            value={parent()}
            options={[{ value: '', label: t('admin.units.top') }, ...parents()]}
            problem={create.problem()?.fields['parentId']}
            onChange={setParent}
          />
          <TextField
            label={t('admin.units.opens')}
            type="date"
            width="narrow"
            value={from()}
            problem={create.problem()?.fields['from']}
            onInput={(event) => setFrom(event.currentTarget.value)}
          />
          <TextField
            label={t('admin.units.code')}
            hint={t('admin.units.code-hint')}
            value={code()}
            problem={create.problem()?.fields['code']}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </div>
        <UnitFields value={form()} onInput={setForm} languages={props.languages} services={props.services} problem={create.problem()} />
      </AdminForm>
    </Dialog>
  )
}
