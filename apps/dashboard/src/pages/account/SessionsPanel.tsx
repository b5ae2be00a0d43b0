import { Button, Panel } from '@kuulolla/ui'
import { Show, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { accepted, authClient } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'

export function SessionsPanel(): JSX.Element {
  const { t } = useLanguage()
  const leave = createAuthTask(async () => {
    await accepted(authClient.revokeSessions())
    // A whole new page: nothing of what was read stays in memory.
    window.location.assign('/sign-in')
  })
  return (
    <Panel title={t('accounts.session.everywhere')}>
      <div class="stack">
        <p>{t('accounts.session.everywhere-text')}</p>
        <Show when={leave.problem()}>
          <p class="field-problem" role="alert">
            {leave.problem()}
          </p>
        </Show>
        <div>
          <Button busy={leave.busy()} onClick={() => void leave.run()}>
            {t('accounts.session.everywhere-do')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
