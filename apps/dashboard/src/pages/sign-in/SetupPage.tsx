import { Button, buttonClass, Notice, Panel } from '@kuulolla/ui'
import { A, useSearchParams } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { accepted, authClient } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'
import { Page } from '../../shell/Page.tsx'
import { createNewPassword, NewPasswordFields } from './NewPassword.tsx'

/** Where an invitation's or a reset's link leads: choose a password, then sign in with it. */
export function SetupPage(): JSX.Element {
  const { t } = useLanguage()
  const [search] = useSearchParams<{ token: string }>()
  const [done, setDone] = createSignal(false)
  const choice = createNewPassword()
  const task = createAuthTask(async () => {
    await accepted(authClient.resetPassword({ newPassword: choice.password(), token: search.token ?? '' }))
    setDone(true)
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (choice.check()) void task.run()
  }
  return (
    <Page title={t('dashboard.setup.title')} lead={t('dashboard.setup.lead')}>
      <Panel>
        <Show
          when={!done()}
          fallback={
            <div class="stack">
              <Notice kind="good" live>
                <p>
                  <strong>{t('dashboard.setup.done')}</strong>
                </p>
                <p>{t('dashboard.setup.done-text')}</p>
              </Notice>
              <div>
                <A class={buttonClass('primary')} href="/sign-in?next=%2Faccount">
                  {t('dashboard.sign-in.title')}
                </A>
              </div>
            </div>
          }
        >
          <form class="stack" onSubmit={submit}>
            <Show when={task.problem()}>
              {(problem) => (
                <Notice kind="problem" live>
                  <p>{problem()}</p>
                </Notice>
              )}
            </Show>
            <NewPasswordFields choice={choice} />
            <div>
              <Button type="submit" kind="primary" busy={task.busy()}>
                {t('dashboard.setup.submit')}
              </Button>
            </div>
          </form>
        </Show>
      </Panel>
    </Page>
  )
}
