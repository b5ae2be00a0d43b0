import { CheckField, Dialog } from '@kuulolla/ui'
import { createEffect, createSignal, on, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { filled, NamesFields, type Texts } from '../form/NamesFields.tsx'
import type { Edited } from './QuestionnaireEditor.tsx'

type Props = { readonly open: boolean; readonly edited: Edited; readonly onClose: () => void; readonly onDone: () => void }

export function RenameDialog(props: Props): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const [names, setNames] = createSignal<Texts>({})
  const [archived, setArchived] = createSignal(false)
  const change = createTask(() =>
    tenant.client.questionnaires.change.mutate({ questionnaireId: props.edited.questionnaire.id, names: filled(names()), archived: archived() }),
  )
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        change.clear()
        setNames(props.edited.questionnaire.names)
        setArchived(props.edited.questionnaire.archived)
      },
    ),
  )
  return (
    <Dialog open={props.open} title={t('admin.questionnaires.rename')} closeLabel={t('dashboard.close')} onClose={props.onClose}>
      <AdminForm
        submit={t('dashboard.save')}
        busy={change.busy()}
        problem={change.problem()}
        onSubmit={() => void change.run().then((done) => done !== null && props.onDone())}
        onCancel={props.onClose}
      >
        <NamesFields
          label={t('admin.units.name')}
          hint={t('admin.questionnaires.name-hint')}
          languages={props.edited.tenantLanguages}
          value={names()}
          onInput={setNames}
          field="names"
          problem={change.problem()}
        />
        <CheckField label={t('admin.questionnaires.archive')} checked={archived()} onChange={(event) => setArchived(event.currentTarget.checked)} />
      </AdminForm>
    </Dialog>
  )
}
