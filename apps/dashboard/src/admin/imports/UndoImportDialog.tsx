import { Dialog } from '@kuulolla/ui'
import { createEffect, on, Show, type JSX } from 'solid-js'
import { createQuery } from '../../data/query.ts'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { Loaded } from '../../shell/states.tsx'
import { AdminForm } from '../form/AdminForm.tsx'

type Props = { readonly batchId: number | null; readonly onClose: () => void; readonly onDone: (kept: number) => void }

/** Says what would go and what would come back before anything does. */
export function UndoImportDialog(props: Props): JSX.Element {
  const { t, formats } = useLanguage()
  const tenant = useTenant()
  const preview = createQuery(
    () => props.batchId ?? undefined,
    (batchId, signal) => tenant.client.imports.previewUndo.query({ batchId }, { signal }),
    { keep: false },
  )
  const undo = createTask((batchId: number) => tenant.client.imports.undo.mutate({ batchId }))
  createEffect(
    on(
      () => props.batchId,
      (batchId) => {
        if (batchId !== null) undo.clear()
      },
    ),
  )
  const submit = async (batchId: number): Promise<void> => {
    const done = await undo.run(batchId)
    if (done !== null) props.onDone(done.kept)
  }
  return (
    <Dialog open={props.batchId !== null} title={t('admin.imports.undo-title')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <Loaded query={preview}>
        {(data) => (
          <AdminForm
            submit={t('admin.imports.undo')}
            kind="danger"
            busy={undo.busy()}
            problem={undo.problem()}
            onSubmit={() => void submit(data().batch.id)}
            onCancel={props.onClose}
          >
            <p>{t('admin.imports.undo-which', { file: data().batch.fileName, at: formats().instant(data().batch.at) })}</p>
            <ul>
              <li>{t(data().batch.kind === 'units' ? 'admin.imports.undo-removes-units' : 'admin.imports.undo-removes-answers', { count: data().removes })}</li>
              <li>{t('admin.imports.undo-restores', { count: data().restores })}</li>
              <li>{t('admin.imports.undo-keeps', { count: data().kept })}</li>
              <Show when={data().batch.kind === 'answers'}>
                <li>{t('admin.imports.undo-recount')}</li>
              </Show>
            </ul>
          </AdminForm>
        )}
      </Loaded>
    </Dialog>
  )
}
