import { Dialog, SelectField, TextField } from '@kuulolla/ui'
import { createEffect, createMemo, createSignal, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { inTreeOrder, unitOptions } from '../form/unit-options.ts'

type Props = {
  readonly open: boolean
  readonly unitId: number
  readonly name: string
  readonly parentId: number | null
  readonly units: Outputs['units']['list']['units']
  readonly today: string
  readonly onClose: () => void
  readonly onDone: () => void
}

export function MoveUnitDialog(props: Props): JSX.Element {
  const { t, formats, language } = useLanguage()
  const tenant = useTenant()
  const [parent, setParent] = createSignal('')
  const [from, setFrom] = createSignal('')
  const move = createTask(() => tenant.client.units.move.mutate({ unitId: props.unitId, parentId: parent() === '' ? null : Number(parent()), from: from() }))
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        move.clear()
        setParent(props.parentId === null ? '' : String(props.parentId))
        setFrom(props.today)
      },
    ),
  )
  const options = createMemo(() =>
    unitOptions(
      inTreeOrder(
        props.units.filter((unit) => unit.endedOn === null && unit.id !== props.unitId),
        { language: language(), compare: formats().compare },
      ),
      language(),
    ),
  )
  return (
    <Dialog open={props.open} title={t('admin.units.move-title', { name: props.name })} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm
        submit={t('admin.units.move')}
        busy={move.busy()}
        problem={move.problem()}
        onSubmit={() => void move.run().then((done) => done !== null && props.onDone())}
        onCancel={props.onClose}
      >
        <SelectField
          label={t('admin.units.new-parent')}
          value={parent()}
          options={[{ value: '', label: t('admin.units.top') }, ...options()]}
          problem={move.problem()?.fields['parentId']}
          onChange={setParent}
        />
        <TextField
          label={t('admin.units.move-from')}
          type="date"
          width="narrow"
          value={from()}
          problem={move.problem()?.fields['from']}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
        <Show when={from() !== ''}>
          <p>{t('admin.units.move-consequence', { day: formats().day(from()) })}</p>
        </Show>
      </AdminForm>
    </Dialog>
  )
}
