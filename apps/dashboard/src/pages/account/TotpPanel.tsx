import { Button, Notice, Panel, TextField } from '@kuulolla/ui'
import { createSignal, For, Match, Show, Switch, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'
import { accepted, authClient } from '../../session/auth-client.ts'
import { createAuthTask } from '../../session/auth-task.ts'
import { useSession } from '../../session/Session.tsx'
import { QrCode } from './QrCode.tsx'

type Wish = 'start' | 'stop' | 'new-codes'
type Enrolment = { readonly uri: string; readonly codes: readonly string[] }

/** The authenticator app: scan, confirm by a code, keep the backup codes. */
export function TotpPanel(): JSX.Element {
  const { t } = useLanguage()
  const session = useSession()
  const [wish, setWish] = createSignal<Wish | null>(null)
  const [enrolment, setEnrolment] = createSignal<Enrolment | null>(null)
  const [codes, setCodes] = createSignal<readonly string[] | null>(null)
  const [password, setPassword] = createSignal('')
  const [code, setCode] = createSignal('')
  const [done, setDone] = createSignal(false)

  const begin = (next: Wish): void => {
    setDone(false)
    setCodes(null)
    setEnrolment(null)
    setPassword('')
    setWish(next)
  }
  const withPassword = createAuthTask(async () => {
    const given = { password: password() }
    switch (wish()) {
      case 'start': {
        const enabled = await accepted(authClient.twoFactor.enable(given))
        if (enabled !== null && 'totpURI' in enabled) setEnrolment({ uri: enabled.totpURI, codes: enabled.backupCodes })
        break
      }
      case 'stop':
        await accepted(authClient.twoFactor.disable(given))
        session.refresh()
        break
      case 'new-codes':
        setCodes((await accepted(authClient.twoFactor.generateBackupCodes(given)))?.backupCodes ?? [])
        break
      case null:
        break
    }
    setPassword('')
    setWish(null)
  })
  const confirm = createAuthTask(async () => {
    await accepted(authClient.twoFactor.verifyTotp({ code: code().replaceAll(/\s/g, '') }))
    setCodes(enrolment()?.codes ?? [])
    setEnrolment(null)
    setCode('')
    setDone(true)
    session.refresh()
  })
  const submitting =
    (run: () => Promise<void>) =>
    (event: SubmitEvent): void => {
      event.preventDefault()
      void run()
    }

  return (
    <Panel title={t('dashboard.account.totp')}>
      <div class="stack">
        <Show when={done()} fallback={<p>{t(session.me.data()?.twoFactor === true ? 'dashboard.account.totp.on' : 'dashboard.account.totp.off')}</p>}>
          <Notice kind="good" live>
            <p>{t('dashboard.account.totp.done')}</p>
          </Notice>
        </Show>
        <Show when={codes()}>{(shown) => <BackupCodes codes={shown()} />}</Show>
        <Switch
          fallback={
            <div class="row">
              <Show when={session.me.data()?.twoFactor === true} fallback={<Button onClick={() => begin('start')}>{t('dashboard.account.totp.start')}</Button>}>
                <Button onClick={() => begin('new-codes')}>{t('dashboard.account.totp.new-codes')}</Button>
                <Button kind="danger" onClick={() => begin('stop')}>
                  {t('dashboard.account.totp.stop')}
                </Button>
              </Show>
            </div>
          }
        >
          <Match when={wish() !== null}>
            <form class="stack" onSubmit={submitting(withPassword.run)}>
              <TextField
                label={t('dashboard.account.totp.confirm-password')}
                problem={withPassword.problem()}
                type="password"
                autocomplete="current-password"
                required
                value={password()}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
              <div class="row">
                <Button type="submit" kind="primary" busy={withPassword.busy()}>
                  {t('dashboard.sign-in.continue')}
                </Button>
                <Button onClick={() => setWish(null)}>{t('dashboard.cancel')}</Button>
              </div>
            </form>
          </Match>
          <Match when={enrolment()}>
            {(shown) => (
              <form class="stack" onSubmit={submitting(confirm.run)}>
                <p>{t('dashboard.account.totp.scan')}</p>
                <QrCode text={shown().uri} label={t('dashboard.account.totp.scan')} />
                <p>
                  {t('dashboard.account.totp.by-hand')}: <code>{inFours(new URL(shown().uri).searchParams.get('secret') ?? '')}</code>
                </p>
                <TextField
                  label={t('dashboard.account.totp.code')}
                  problem={confirm.problem()}
                  width="narrow"
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  required
                  value={code()}
                  onInput={(event) => setCode(event.currentTarget.value)}
                />
                <div class="row">
                  <Button type="submit" kind="primary" busy={confirm.busy()}>
                    {t('dashboard.account.totp.confirm')}
                  </Button>
                  <Button onClick={() => setEnrolment(null)}>{t('dashboard.cancel')}</Button>
                </div>
              </form>
            )}
          </Match>
        </Switch>
      </div>
    </Panel>
  )
}

/** So that a long key can be typed without losing one's place; apps take it with spaces. */
const inFours = (key: string): string => key.replaceAll(/.{4}(?=.)/g, '$& ')

function BackupCodes(props: { readonly codes: readonly string[] }): JSX.Element {
  const { t } = useLanguage()
  return (
    <Notice>
      <h3>{t('dashboard.account.codes.title')}</h3>
      <p>{t('dashboard.account.codes.text')}</p>
      <ul>
        <For each={props.codes}>
          {(each) => (
            <li>
              <code>{each}</code>
            </li>
          )}
        </For>
      </ul>
    </Notice>
  )
}
