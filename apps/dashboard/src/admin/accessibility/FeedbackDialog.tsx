import '../../pages/contacts/RevealDialog.css'
import { Button, Dialog, Notice } from '@kuulolla/ui'
import { createEffect, createSignal, on, Show, type JSX } from 'solid-js'
import { createTask } from '../../data/task.ts'
import { useLanguage } from '../../language/Language.tsx'
import { DueDay } from '../../pages/contacts/DueDay.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { ProblemNotice } from '../../shell/states.tsx'
import type { Feedback } from './AccessibilityPage.tsx'

type Props = { readonly feedback: Feedback | null; readonly onClose: () => void; readonly onAnswered: () => void }

/** One feedback whole. The address to answer at comes only after one more press, since every look is recorded. */
export function FeedbackDialog(props: Props): JSX.Element {
  const { t, formats } = useLanguage()
  const { client } = useTenant()
  const [email, setEmail] = createSignal<string | null>(null)
  const reveal = createTask(async (id: string) => {
    setEmail((await client.accessibility.reveal.mutate({ id })).email)
  })
  const close = createTask((id: string) => client.accessibility.close.mutate({ id }))
  createEffect(
    on(
      () => props.feedback?.id,
      () => {
        setEmail(null)
        reveal.clear()
        close.clear()
      },
    ),
  )
  const answered = async (id: string): Promise<void> => {
    if ((await close.run(id)) !== null) props.onAnswered()
  }
  return (
    <Show when={props.feedback}>
      {(feedback) => (
        <Dialog
          open
          title={t('dashboard.accessibility.title', { day: formats().day(feedback().receivedOn) })}
          closeLabel={t('dashboard.close')}
          onClose={props.onClose}
        >
          <div class="stack">
            <p class="feedback-body">{feedback().body}</p>
            <dl class="details">
              <dt>{t('dashboard.contacts.due')}</dt>
              <dd>
                <DueDay day={feedback().dueOn} overdue={feedback().overdue} />
              </dd>
              <dt>{t('dashboard.accessibility.reply')}</dt>
              <dd>
                <Show when={email()} fallback={t(feedback().answerable ? 'dashboard.accessibility.sealed' : 'dashboard.accessibility.no-reply')}>
                  {(address) => <a href={`mailto:${address()}`}>{address()}</a>}
                </Show>
              </dd>
            </dl>
            <Show when={email() !== null}>
              <Notice live>
                <p>{t('dashboard.contacts.reveal.recorded')}</p>
              </Notice>
            </Show>
            <Show when={feedback().answerable && email() === null}>
              <p class="quiet">{t('dashboard.accessibility.reveal-text')}</p>
              <div>
                <Button kind="primary" busy={reveal.busy()} onClick={() => void reveal.run(feedback().id)}>
                  {t('dashboard.accessibility.reveal')}
                </Button>
              </div>
            </Show>
            <ProblemNotice problem={reveal.problem() ?? close.problem()} />
            <Show when={feedback().state === 'open'}>
              <p class="quiet">{t('dashboard.accessibility.close-text')}</p>
              <div>
                <Button busy={close.busy()} onClick={() => void answered(feedback().id)}>
                  {t('dashboard.contacts.close')}
                </Button>
              </div>
            </Show>
          </div>
        </Dialog>
      )}
    </Show>
  )
}
