import { Dialog, Notice } from '@kuulolla/ui'
import { createEffect, on, Show, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { AdminForm } from '../form/AdminForm.tsx'
import { DifferenceList } from './DifferenceList.tsx'
import type { DraftSession } from './draft-session.ts'
import type { Edited } from './QuestionnaireEditor.tsx'

type Props = { readonly open: boolean; readonly edited: Edited; readonly session: DraftSession; readonly onClose: () => void; readonly onDone: () => void }

export function PublishDialog(props: Props): JSX.Element {
  const { t } = useLanguage()
  const tenant = useTenant()
  const publish = createTask(() =>
    tenant.client.questionnaires.publish.mutate({ questionnaireId: props.edited.questionnaire.id, revision: props.session.revision() }),
  )
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open) publish.clear()
      },
    ),
  )
  const next = (): number => (props.edited.versions[0]?.no ?? 0) + 1
  return (
    <Dialog open={props.open} title={t('admin.publish.title', { no: next() })} closeLabel={t('dashboard.close')} onClose={props.onClose} wide>
      <Show
        when={props.session.problems().length === 0}
        fallback={
          <Notice kind="problem" live>
            <p>{t('errors.not-publishable')}</p>
          </Notice>
        }
      >
        <AdminForm
          submit={t('admin.questionnaires.publish')}
          busy={publish.busy()}
          problem={publish.problem()}
          onSubmit={() => void publish.run().then((done) => done !== null && props.onDone())}
          onCancel={props.onClose}
        >
          <p>{t('admin.publish.consequence')}</p>
          <Show when={props.edited.versions[0]}>
            {(newest) => (
              <Show when={props.session.content()}>
                {(content) => (
                  <div>
                    <h3>{t('admin.publish.changes', { no: newest().no })}</h3>
                    <DifferenceList before={newest().content} after={content()} measures={props.edited.measures} />
                  </div>
                )}
              </Show>
            )}
          </Show>
        </AdminForm>
      </Show>
    </Dialog>
  )
}
