import { Button, Notice, Panel, TextField } from '@kuulolla/ui'
import { createSignal, Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { accepted, authClient } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'
import { useSession } from '../../session/Session.tsx'
import { Page } from '../../shell/Page.tsx'
import { createNewPassword, NewPasswordFields } from '../sign-in/NewPassword.tsx'
import { PasskeysPanel } from './PasskeysPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { TotpPanel } from './TotpPanel.tsx'

export function AccountPage(): JSX.Element {
  const { t } = useLanguage()
  const { me } = useSession()
  return (
    <Page title={t('dashboard.nav.account')} lead={`${me.data()?.name ?? ''}, ${me.data()?.email ?? ''}`}>
      <PasswordPanel />
      <TotpPanel />
      <PasskeysPanel />
      <SessionsPanel />
    </Page>
  )
}

function PasswordPanel(): JSX.Element {
  const { t } = useLanguage()
  const [current, setCurrent] = createSignal('')
  const [done, setDone] = createSignal(false)
  const choice = createNewPassword()
  const task = createAuthTask(async () => {
    await accepted(authClient.changePassword({ currentPassword: current(), newPassword: choice.password(), revokeOtherSessions: true }))
    setCurrent('')
    choice.clear()
    setDone(true)
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setDone(false)
    if (choice.check()) void task.run()
  }
  return (
    <Panel title={t('dashboard.account.password')}>
      <form class="stack" onSubmit={submit}>
        <Show when={done()}>
          <Notice kind="good" live>
            <p>{t('dashboard.account.password.changed')}</p>
          </Notice>
        </Show>
        <TextField
          label={t('dashboard.account.password.current')}
          problem={task.problem()}
          type="password"
          autocomplete="current-password"
          required
          value={current()}
          onInput={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPasswordFields choice={choice} />
        <div>
          <Button type="submit" busy={task.busy()}>
            {t('dashboard.account.password.change')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
