import { inLanguage } from '@kuulolla/core'
import { Dialog, TextField } from '@kuulolla/ui'
import { createEffect, createSignal, For, on, Show, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Loaded } from '../../shell/states.tsx'
import { AdminForm } from '../form/AdminForm.tsx'

type Props = {
  readonly open: boolean
  readonly unitId: number
  readonly name: string
  readonly today: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says what ends and what closes before anything does. */
export function EndUnitDialog(props: Props): JSX.Element {
  const { t, language } = useLanguage()
  const tenant = useTenant()
  const [lastDay, setLastDay] = createSignal('')
  const preview = createQuery(
    () => (props.open ? props.unitId : undefined),
    (unitId, signal) => tenant.client.units.previewEnd.query({ unitId }, { signal }),
    { keep: false },
  )
  const end = createTask(() => tenant.client.units.end.mutate({ unitId: props.unitId, lastDay: lastDay() }))
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        end.clear()
        setLastDay(props.today)
      },
    ),
  )
  return (
    <Dialog open={props.open} title={t('admin.units.end-title', { name: props.name })} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <Loaded query={preview}>
        {(data) => (
          <AdminForm
            submit={t('admin.units.end')}
            kind="danger"
            busy={end.busy()}
            problem={end.problem()}
            onSubmit={() => void end.run().then((done) => done !== null && props.onDone())}
            onCancel={props.onClose}
          >
            <TextField
              label={t('admin.units.last-day')}
              type="date"
              width="narrow"
              max={props.today}
              value={lastDay()}
              problem={end.problem()?.fields['lastDay']}
              onInput={(event) => setLastDay(event.currentTarget.value)}
            />
            <div>
              <p>{t('admin.units.end-consequence')}</p>
              <ul>
                <Show when={data().units.length > 1}>
                  <li>
                    {t('admin.units.end-units', { count: data().units.length - 1 })}
                    <ul>
                      <For each={data().units.filter((unit) => unit.id !== props.unitId)}>{(unit) => <li>{inLanguage(unit.names, language())}</li>}</For>
                    </ul>
                  </li>
                </Show>
                <li>{t('admin.units.end-points', { count: data().pointCodes.length })}</li>
                <li>{t('admin.units.end-kept')}</li>
              </ul>
            </div>
          </AdminForm>
        )}
      </Loaded>
    </Dialog>
  )
}
