import type { MessageKey } from '@kuulolla/i18n'
import { createSignal, type Accessor } from 'solid-js'
import { useLanguage } from '../language/Language.tsx'
import { AuthError } from './auth-client.ts'

export type AuthTask<A extends readonly unknown[]> = {
  readonly run: (...args: A) => Promise<void>
  readonly busy: Accessor<boolean>
  readonly problem: Accessor<string | null>
  readonly refuse: (key: MessageKey) => void
}

const messages: Readonly<Record<string, MessageKey>> = {
  INVALID_EMAIL_OR_PASSWORD: 'dashboard.sign-in.wrong',
  INVALID_EMAIL: 'dashboard.sign-in.wrong',
  INVALID_PASSWORD: 'dashboard.account.password.wrong',
  INVALID_CODE: 'dashboard.sign-in.code-wrong',
  INVALID_BACKUP_CODE: 'dashboard.sign-in.code-wrong',
  OTP_HAS_EXPIRED: 'dashboard.sign-in.code-wrong',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'accounts.step.expired',
  INVALID_TWO_FACTOR_COOKIE: 'accounts.step.expired',
  SESSION_NOT_FRESH: 'accounts.session.not-fresh',
  UNAUTHORIZED: 'accounts.session.again',
  INVALID_TOKEN: 'dashboard.setup.bad-token',
  PASSWORD_TOO_SHORT: 'dashboard.setup.too-short',
  PASSWORD_TOO_LONG: 'accounts.password.too-long',
  AUTH_CANCELLED: 'dashboard.sign-in.passkey-failed',
  PASSKEY_NOT_FOUND: 'dashboard.sign-in.passkey-failed',
  AUTHENTICATION_FAILED: 'dashboard.sign-in.passkey-failed',
}

/** One step of signing in: one at a time, its refusal in the reader's words. */
export function createAuthTask<A extends readonly unknown[]>(work: (...args: A) => Promise<void>): AuthTask<A> {
  const { t } = useLanguage()
  const [busy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<MessageKey | null>(null)
  const keyOf = (error: unknown): MessageKey => {
    if (!(error instanceof AuthError)) return 'dashboard.error.offline'
    if (error.status === 429) return 'dashboard.sign-in.too-many'
    return messages[error.code] ?? 'errors.unexpected'
  }
  return {
    busy,
    problem: () => {
      const key = refused()
      return key === null ? null : t(key)
    },
    refuse: setRefused,
    run: async (...args) => {
      if (busy()) return
      setBusy(true)
      setRefused(null)
      try {
        await work(...args)
      } catch (error) {
        setRefused(keyOf(error))
      } finally {
        setBusy(false)
      }
    },
  }
}
