import { Button, Notice, Panel, TextField } from '@kuulolla/ui'
import { A, useLocation } from '@solidjs/router'
import { createSignal, Match, Show, Switch, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { accepted, AuthError, authClient, passkeyActions } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'
import { Page } from '../../shell/Page.tsx'
import { nextAddress } from './next-address.ts'

export function SignInPage(): JSX.Element {
  const { t } = useLanguage()
  const [step, setStep] = createSignal<'password' | 'totp' | 'backup'>('password')
  const [expired, setExpired] = createSignal(false)
  const begin = (): void => {
    setExpired(true)
    setStep('password')
  }
  return (
    <Page title={t(step() === 'password' ? 'dashboard.sign-in.title' : 'dashboard.sign-in.second')}>
      <Panel>
        <Switch>
          <Match when={step() === 'password'}>
            <PasswordStep expired={expired()} onSecond={() => setStep('totp')} />
          </Match>
          <Match when={step() === 'totp'}>
            <CodeStep kind="totp" onOther={() => setStep('backup')} onExpired={begin} />
          </Match>
          <Match when={step() === 'backup'}>
            <CodeStep kind="backup" onOther={() => setStep('totp')} onExpired={begin} />
          </Match>
        </Switch>
      </Panel>
    </Page>
  )
}

const stepIsOver = (error: unknown): boolean =>
  error instanceof AuthError && ['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'].includes(error.code)

/** A whole new page, so that nothing from before the sign-in stays. */
function useLeave(): () => void {
  const location = useLocation()
  return () => window.location.assign(nextAddress(location.search))
}

/** `expired`: the second step could not be finished, and all begins again. */
function PasswordStep(props: { readonly expired: boolean; readonly onSecond: () => void }): JSX.Element {
  const { t } = useLanguage()
  const leave = useLeave()
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const withPassword = createAuthTask(async () => {
    const result = await accepted(authClient.signIn.email({ email: email().trim(), password: password() }))
    if (result !== null && 'twoFactorRedirect' in result && result.twoFactorRedirect) props.onSecond()
    else leave()
  })
  const withPasskey = createAuthTask(async () => {
    const result = await passkeyActions.signIn.passkey()
    if (result.error === null) leave()
    else withPasskey.refuse('dashboard.sign-in.passkey-failed')
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void withPassword.run()
  }
  return (
    <form class="stack" onSubmit={submit}>
      <Show when={withPassword.problem() ?? withPasskey.problem() ?? (props.expired ? t('accounts.step.expired') : null)}>
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
        autocomplete="username webauthn"
        required
        value={email()}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <TextField
        label={t('dashboard.sign-in.password')}
        type="password"
        name="password"
        autocomplete="current-password"
        required
        value={password()}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      <div class="row">
        <Button type="submit" kind="primary" busy={withPassword.busy()}>
          {t('dashboard.sign-in.submit')}
        </Button>
        <Show when={typeof PublicKeyCredential !== 'undefined'}>
          <span class="row">
            <span class="quiet">{t('dashboard.sign-in.or')}</span>
            <Button busy={withPasskey.busy()} onClick={() => void withPasskey.run()}>
              {t('dashboard.sign-in.passkey')}
            </Button>
          </span>
        </Show>
      </div>
      <p>
        <A href="/forgotten">{t('dashboard.sign-in.forgotten')}</A>
      </p>
      <p class="quiet">{t('dashboard.sign-in.help')}</p>
    </form>
  )
}

function CodeStep(props: { readonly kind: 'totp' | 'backup'; readonly onOther: () => void; readonly onExpired: () => void }): JSX.Element {
  const { t } = useLanguage()
  const leave = useLeave()
  const [code, setCode] = createSignal('')
  let form: HTMLFormElement | undefined
  queueMicrotask(() => form?.querySelector('input')?.focus())
  const task = createAuthTask(async () => {
    const given = { code: code().replaceAll(/\s/g, '') }
    try {
      if (props.kind === 'totp') await accepted(authClient.twoFactor.verifyTotp(given))
      else await accepted(authClient.twoFactor.verifyBackupCode(given))
      leave()
    } catch (error) {
      if (!stepIsOver(error)) throw error
      props.onExpired()
    }
  })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void task.run()
  }
  return (
    <form class="stack" onSubmit={submit} ref={(node) => (form = node)}>
      <TextField
        label={t(props.kind === 'totp' ? 'dashboard.sign-in.totp' : 'dashboard.sign-in.backup')}
        hint={t(props.kind === 'totp' ? 'dashboard.sign-in.totp-hint' : 'dashboard.sign-in.backup-hint')}
        problem={task.problem()}
        width="narrow"
        inputmode={props.kind === 'totp' ? 'numeric' : 'text'}
        autocomplete="one-time-code"
        required
        value={code()}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <div class="row">
        <Button type="submit" kind="primary" busy={task.busy()}>
          {t('dashboard.sign-in.continue')}
        </Button>
        <Button kind="quiet" onClick={() => props.onOther()}>
          {t(props.kind === 'totp' ? 'dashboard.sign-in.use-backup' : 'dashboard.sign-in.use-totp')}
        </Button>
      </div>
    </form>
  )
}
