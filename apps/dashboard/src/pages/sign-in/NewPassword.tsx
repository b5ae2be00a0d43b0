import type { MessageKey } from '@kuulolla/i18n'
import { TextField } from '@kuulolla/ui'
import { createSignal, type Accessor, type JSX } from 'solid-js'
import { useLanguage } from '../../language/Language.tsx'

/** As short and as long as a password may be, in characters. */
const minimum = 12
const maximum = 128

export type NewPassword = {
  readonly password: Accessor<string>
  readonly again: Accessor<string>
  readonly setPassword: (value: string) => void
  readonly setAgain: (value: string) => void
  readonly problems: Accessor<{ readonly password?: MessageKey; readonly again?: MessageKey }>
  /** True when it can be sent; else says what is wrong. */
  readonly check: () => boolean
  readonly clear: () => void
}

export function createNewPassword(): NewPassword {
  const [password, setPassword] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [problems, setProblems] = createSignal<{ readonly password?: MessageKey; readonly again?: MessageKey }>({})
  return {
    password,
    again,
    setPassword,
    setAgain,
    problems,
    check: () => {
      const found = {
        ...(password().length < minimum ? { password: 'dashboard.setup.too-short' as const } : {}),
        ...(password().length > maximum ? { password: 'accounts.password.too-long' as const } : {}),
        ...(password() === again() ? {} : { again: 'dashboard.setup.differs' as const }),
      }
      setProblems(found)
      return Object.keys(found).length === 0
    },
    clear: () => {
      setPassword('')
      setAgain('')
    },
  }
}

export function NewPasswordFields(props: { readonly choice: NewPassword }): JSX.Element {
  const { t } = useLanguage()
  const said = (key: MessageKey | undefined): string | null => (key === undefined ? null : t(key))
  return (
    <>
      <TextField
        label={t('dashboard.setup.password')}
        hint={t('dashboard.setup.password-hint')}
        problem={said(props.choice.problems().password)}
        type="password"
        name="new-password"
        autocomplete="new-password"
        required
        value={props.choice.password()}
        onInput={(event) => props.choice.setPassword(event.currentTarget.value)}
      />
      <TextField
        label={t('dashboard.setup.again')}
        problem={said(props.choice.problems().again)}
        type="password"
        name="new-password-again"
        autocomplete="new-password"
        required
        value={props.choice.again()}
        onInput={(event) => props.choice.setAgain(event.currentTarget.value)}
      />
    </>
  )
}
