import { Dialog, SelectField, TextArea, TextField } from '@kuulolla/ui'
import { createEffect, createSignal, on, type JSX } from 'solid-js'
import { AdminForm } from '../../admin/form/AdminForm.tsx'
import type { Inputs } from '../../client.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'

type Reason = Inputs['answers']['exclude']['reason']
export const reasons = ['test', 'duplicate', 'wrong-unit', 'abuse', 'other'] as const satisfies readonly Reason[]

type Props = {
  /** The answer's handle; null while nothing is asked. */
  readonly handle: string | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Takes an answer out of every figure, with a reason. */
export function LeaveOutDialog(props: Props): JSX.Element {
  const { t } = useLanguage()
  const { client } = useTenant()
  const [reason, setReason] = createSignal<Reason>('test')
  const [note, setNote] = createSignal('')
  const exclude = createTask(async (id: string) => {
    await client.answers.exclude.mutate({ id, reason: reason(), note: note().trim() === '' ? null : note().trim() })
    props.onDone()
  })
  createEffect(
    on(
      () => props.handle,
      () => {
        setReason('test')
        setNote('')
        exclude.clear()
      },
    ),
  )
  const submit = (): void => {
    if (props.handle !== null) void exclude.run(props.handle)
  }
  return (
    <Dialog open={props.handle !== null} title={t('answers.leave-out.title')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm submit={t('answers.leave-out.do')} busy={exclude.busy()} problem={exclude.problem()} onSubmit={submit} onCancel={props.onClose}>
        <p>{t('answers.leave-out.text')}</p>
        <SelectField
          label={t('answers.reason')}
          value={reason()}
          options={reasons.map((each) => ({ value: each, label: t(`answers.reason.${each}`) }))}
          problem={exclude.problem()?.fields['reason']}
          onChange={(value) => setReason(reasons.find((each) => each === value) ?? 'other')}
        />
        <TextArea
          label={t('answers.note')}
          hint={t('answers.note.hint')}
          maxLength={400}
          rows={2}
          value={note()}
          problem={exclude.problem()?.fields['note']}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </AdminForm>
    </Dialog>
  )
}

/** Erases an answer for good, once its word is typed. */
export function EraseDialog(props: Props): JSX.Element {
  const { t } = useLanguage()
  const { client } = useTenant()
  const [typed, setTyped] = createSignal('')
  const [mistyped, setMistyped] = createSignal(false)
  const word = (): string => t('answers.erase.word')
  const erase = createTask(async (id: string) => {
    await client.answers.erase.mutate({ id })
    props.onDone()
  })
  createEffect(
    on(
      () => props.handle,
      () => {
        setTyped('')
        setMistyped(false)
        erase.clear()
      },
    ),
  )
  const submit = (): void => {
    const right = typed().trim().toLowerCase() === word()
    setMistyped(!right)
    if (right && props.handle !== null) void erase.run(props.handle)
  }
  return (
    <Dialog open={props.handle !== null} title={t('answers.erase.title')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm submit={t('answers.erase.do')} kind="danger" busy={erase.busy()} problem={erase.problem()} onSubmit={submit} onCancel={props.onClose}>
        <p>{t('answers.erase.text')}</p>
        <TextField
          label={t('answers.erase.type', { word: word() })}
          width="narrow"
          autocomplete="off"
          value={typed()}
          problem={mistyped() ? t('answers.erase.mistyped', { word: word() }) : null}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </AdminForm>
    </Dialog>
  )
}
