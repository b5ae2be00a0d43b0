import { Button, buttonClass, Notice, Panel, TextField } from '@kuulolla/ui'
import { A } from '@solidjs/router'
import { createSignal, Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { accepted, AuthError, authClient } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'
import { Page } from '../../shell/Page.tsx'

/** Asks for a link to a new password. The answer is the same whoever asks: it tells nobody who has an account here. */
export function ForgottenPage(): JSX.Element {
  const { t, language } = useLanguage()
  const [email, setEmail] = createSignal('')
  const [asked, setAsked] = createSignal(false)
  const task = createAuthTask(async () => {
    try {
      await accepted(authClient.requestPasswordReset({ email: email().trim(), fetchOptions: { headers: { 'accept-language': language() } } }))
    } catch (error) {
      // Where no mail is set up: the answer speaks of that too.
      if (!(error instanceof AuthError && error.code === 'RESET_PASSWORD_DISABLED')) throw error
    }
    setAsked(true)
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void task.run()
  }
  return (
    <Page title={t('dashboard.forgotten.title')}>
      <Panel>
        <Show
          when={!asked()}
          fallback={
            <div class="stack">
              <Notice live>
                <p>
                  <strong>{t('dashboard.forgotten.sent')}</strong>
                </p>
                <p>{t('dashboard.forgotten.sent-text')}</p>
              </Notice>
              <div>
                <A class={buttonClass()} href="/sign-in">
                  {t('dashboard.forgotten.back')}
                </A>
              </div>
            </div>
          }
        >
          <form class="stack" onSubmit={submit}>
            <p>{t('dashboard.forgotten.lead')}</p>
            <Show when={task.problem()}>
              {(problem) => (
                <Notice kind="problem" live>
                  <p>{problem()}</p>
                </Notice>
              )}
            </Show>
            <TextField
              label={t('dashboard.sign-in.email')}
              type="email"
              name="email"
              autocomplete="username"
              required
              value={email()}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
            <div class="row">
              <Button type="submit" kind="primary" busy={task.busy()}>
                {t('dashboard.forgotten.submit')}
              </Button>
              <A class={buttonClass('quiet')} href="/sign-in">
                {t('dashboard.forgotten.back')}
              </A>
            </div>
          </form>
        </Show>
      </Panel>
    </Page>
  )
}
