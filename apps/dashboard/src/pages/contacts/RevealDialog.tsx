import './RevealDialog.css'
import { inLanguage } from '@kuulolla/core'
import { Button, Dialog, Notice } from '@kuulolla/ui'
import { createEffect, createSignal, on, Show, type JSX } from 'solid-js'
import type { Outputs } from '../../client.ts'
import type { Problem } from '../../data/problem.ts'
import { createTask } from '../../data/task.ts'
import { nameOfLanguage, useLanguage } from '../../language/Language.tsx'
import { useTenant } from '../../session/Tenant.tsx'
import { ProblemNotice } from '../../shell/states.tsx'
import type { ContactRequest, Wish } from './ContactsPage.tsx'
import { DueDay } from './DueDay.tsx'
import { HandOver } from './HandOver.tsx'

type Props = {
  readonly request: ContactRequest | null
  readonly stateOf: (request: ContactRequest) => string
  readonly problem: Problem | null
  readonly busy: boolean
  readonly onClose: () => void
  readonly onDone: (id: string, wish: Wish) => void
}

/** Who asked and what for: only after one more press, since every look is recorded. Gone from memory when the dialog closes. */
export function RevealDialog(props: Props): JSX.Element {
  const { t, language, formats } = useLanguage()
  const { client } = useTenant()
  const [details, setDetails] = createSignal<Outputs['contacts']['reveal'] | null>(null)
  const reveal = createTask(async (id: string) => {
    setDetails(await client.contacts.reveal.mutate({ id }))
  })
  createEffect(
    on(
      () => props.request?.id,
      () => {
        setDetails(null)
        reveal.clear()
      },
    ),
  )
  return (
    <Show when={props.request}>
      {(request) => (
        <Dialog
          open
          title={t('dashboard.contacts.reveal.title', { unit: inLanguage(request().unitNames, language()) })}
          closeLabel={t('dashboard.close')}
          onClose={props.onClose}
        >
          <div class="stack">
            <dl class="details">
              <dt>{t('dashboard.contacts.received')}</dt>
              <dd>{formats().day(request().receivedOn)}</dd>
              <dt>{t('dashboard.contacts.due')}</dt>
              <dd>
                <DueDay day={request().dueOn} overdue={request().overdue} />
              </dd>
              <dt>{t('dashboard.contacts.owner')}</dt>
              <dd>{request().owner?.name ?? t('dashboard.contacts.nobody')}</dd>
              <dt>{t('dashboard.contacts.state')}</dt>
              <dd>{props.stateOf(request())}</dd>
            </dl>
            <Show when={!request().erased} fallback={<p>{t('dashboard.contacts.erased')}</p>}>
              <Show
                when={details()}
                fallback={
                  <>
                    <p>{t('dashboard.contacts.reveal.warning')}</p>
                    <div>
                      <Button kind="primary" busy={reveal.busy()} onClick={() => void reveal.run(request().id)}>
                        {t('dashboard.contacts.reveal.do')}
                      </Button>
                    </div>
                  </>
                }
              >
                {(shown) => (
                  <>
                    <Notice live>
                      <p>{t('dashboard.contacts.reveal.recorded')}</p>
                    </Notice>
                    <dl class="details">
                      <dt>{t('dashboard.contacts.name')}</dt>
                      <dd>{shown().name ?? '–'}</dd>
                      <dt>{t('dashboard.contacts.reach')}</dt>
                      <dd>
                        <Show when={shown().phone}>
                          {(phone) => (
                            <>
                              <a href={`tel:${phone().replaceAll(/[^\d+]/g, '')}`}>{phone()}</a>
                              <br />
                            </>
                          )}
                        </Show>
                        <Show when={shown().email}>{(email) => <a href={`mailto:${email()}`}>{email()}</a>}</Show>
                      </dd>
                      <dt>{t('dashboard.contacts.message')}</dt>
                      <dd lang={request().language}>{shown().message ?? '–'}</dd>
                      <dt>{t('dashboard.contacts.language')}</dt>
                      <dd>{nameOfLanguage(request().language)}</dd>
                    </dl>
                  </>
                )}
              </Show>
            </Show>
            <ProblemNotice problem={reveal.problem() ?? props.problem} />
            <div class="row">
              <Show when={request().state === 'open'}>
                <Button busy={props.busy} onClick={() => props.onDone(request().id, { kind: 'taken' })}>
                  {t('dashboard.contacts.take')}
                </Button>
              </Show>
              <Show
                when={request().state === 'closed'}
                fallback={
                  <Button busy={props.busy} onClick={() => props.onDone(request().id, { kind: 'closed' })}>
                    {t('dashboard.contacts.close')}
                  </Button>
                }
              >
                <Show when={!request().erased}>
                  <Button busy={props.busy} onClick={() => props.onDone(request().id, { kind: 'reopened' })}>
                    {t('dashboard.contacts.reopen')}
                  </Button>
                </Show>
              </Show>
            </div>
            <Show when={request().state !== 'closed'}>
              <HandOver request={request()} busy={props.busy} onHand={(to) => props.onDone(request().id, { kind: 'handed', to })} />
            </Show>
          </div>
        </Dialog>
      )}
    </Show>
  )
}
