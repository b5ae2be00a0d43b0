import { passkey } from '@better-auth/passkey'
import { DomainError } from '@kuulolla/core'
import type { MailSender } from '@kuulolla/channels'
import { openPool } from '@kuulolla/db'
import { chooseLanguage } from '@kuulolla/i18n'
import { catalogues } from '@kuulolla/i18n/catalogues'
import { betterAuth, type BetterAuthPlugin } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { remoteAddressHeader } from './remote-address-header.ts'
import { setupMail } from './setup-mail.ts'

export type AccountsOptions = {
  /** As the application role. */
  readonly databaseUrl: string
  /** Where people reach the dashboard, without a slash at the end. */
  readonly baseUrl: string
  /** At least 32 characters; signs cookies and encrypts second-factor secrets. */
  readonly secret: string
  /** Null: nothing is mailed, and a lost password is an administrator's matter. */
  readonly mail: MailSender | null
  /** What the library reports of itself; never a secret or an address. */
  readonly onTrouble?: (level: 'warn' | 'error', message: string) => void
}

/** Who is signed in, before any tenant is chosen. */
export type SignedIn = { readonly userId: string; readonly email: string; readonly name: string; readonly twoFactor: boolean; readonly sessionId: string }

export type Accounts = {
  /** Answers everything under `/api/auth/`. */
  handler(request: Request): Promise<Response>
  /** Who the request's cookie belongs to; null for nobody. */
  signedIn(headers: Headers): Promise<SignedIn | null>
  /**
   * Makes a user who can sign in at once: for the operator and the demo. An existing user keeps their password
   * unless `password` is given. Gives the user's id.
   */
  createUser(user: { readonly email: string; readonly name: string; readonly password: string | null }): Promise<string>
  close(): Promise<void>
}

export const passwordLength = { least: 12, most: 128 } as const
const sessionHours = 12
const minutes = 60

/** Sign-in: e-mail and password with TOTP and backup codes, or a passkey. Nobody signs up; administrators and the operator make users. */
export function createAccounts({ databaseUrl, baseUrl, secret, mail, onTrouble = () => undefined }: AccountsOptions): Accounts {
  const pool = openPool({ url: databaseUrl, max: 5, applicationName: 'kuulolla accounts', searchPath: 'auth' })
  const origin = new URL(baseUrl)
  const auth = betterAuth({
    appName: 'Kuulolla',
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    // The public address, and whichever address the page itself was opened at: a browser lets nobody else send that as Origin.
    trustedOrigins: (request) => [origin.origin, ...(request === undefined ? [] : [ownOrigin(request)])],
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => onTrouble(level === 'error' ? 'error' : 'warn', message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * minutes,
      ...(mail === null
        ? {}
        : {
            sendResetPassword: ({ user, token }, request) => {
              const language = chooseLanguage([...catalogues.keys()], { accepts: request?.headers.get('accept-language') ?? undefined })
              // Not waited for: how long it takes would tell a stranger who has an account here.
              mail
                .send(setupMail({ to: user.email, url: setupUrl(baseUrl, token), kind: 'forgotten', language }))
                .catch(() => onTrouble('error', 'a link to a new password could not be mailed'))
              return Promise.resolve()
            },
          }),
    },
    // No sliding: a working day after signing in one signs in again.
    session: { expiresIn: sessionHours * 60 * minutes, disableSessionRefresh: true, freshAge: 60 * minutes },
    verification: { storeIdentifier: 'hashed' },
    // The table refuses anything else as well.
    databaseHooks: { session: { create: { before: (session) => Promise.resolve({ data: { ...session, ipAddress: '', userAgent: '' } }) } } },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: minutes,
      max: 120,
      customRules: {
        '/get-session': false,
        // Whole hospitals come from one address; guessing at one account is counted by account as well.
        '/sign-in/email': { window: minutes, max: 120 },
        '/two-factor/*': { window: minutes, max: 120 },
        '/passkey/*': { window: minutes, max: 240 },
        '/request-password-reset': { window: 10 * minutes, max: 10 },
        '/reset-password': { window: 10 * minutes, max: 20 },
      },
    },
    disabledPaths: [
      '/sign-up/email',
      '/change-email',
      '/delete-user',
      '/update-user',
      '/sign-in/social',
      '/link-social',
      '/unlink-account',
      '/is-username-available',
    ],
    advanced: {
      cookiePrefix: 'kuulolla',
      useSecureCookies: origin.protocol === 'https:',
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      // Only the app itself sets this header, from the connection; it counts attempts and is never stored.
      ipAddress: { ipAddressHeaders: [remoteAddressHeader] },
    },
    plugins: [
      twoFactor({ issuer: 'Kuulolla', accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * minutes } }),
      // The plugin's declarations name another patch release of the library's core; what it gives is a plugin of this one.
      passkey({
        rpID: passkeyDomain(origin),
        rpName: 'Kuulolla',
        // It stands in for password and second factor both: found without an address, and only by the person themselves.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => requireVerified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: ({ verification }) => requireVerified(verification.authenticationInfo.userVerified) },
      }) as unknown as BetterAuthPlugin,
    ],
  })
  return {
    handler: (request) => auth.handler(request),
    async signedIn(headers) {
      const found = await auth.api.getSession({ headers })
      if (found === null) return null
      const { user, session } = found
      return {
        userId: user.id,
        email: user.email,
        name: user.name,
        twoFactor: 'twoFactorEnabled' in user && user.twoFactorEnabled === true,
        sessionId: session.id,
      }
    },
    async createUser({ email, name, password }) {
      if (password !== null && (password.length < passwordLength.least || password.length > passwordLength.most))
        throw new DomainError('invalid', 'invalid-input', [{ field: 'password', message: 'too-short', params: { minimum: passwordLength.least } }])
      const { internalAdapter, password: hashing } = await auth.$context
      const address = email.toLowerCase()
      const existing = await internalAdapter.findUserByEmail(address)
      const user = existing?.user ?? (await internalAdapter.createUser({ email: address, name, emailVerified: false }, { method: 'admin' }))
      if (password === null) return user.id
      const hash = await hashing.hash(password)
      const accounts = await internalAdapter.findAccounts(user.id)
      if (accounts.some((account) => account.providerId === 'credential')) await internalAdapter.updatePassword(user.id, hash)
      else await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash })
      return user.id
    },
    close: () => pool.end(),
  }
}

export const setupUrl = (baseUrl: string, token: string): string => `${baseUrl}/setup?token=${encodeURIComponent(token)}`

/** The address that a request was sent to, as its page's Origin says it. */
export function ownOrigin(request: Request): string {
  const host = request.headers.get('host')
  return host === null ? new URL(request.url).origin : `${request.headers.get('origin')?.startsWith('https:') === true ? 'https' : 'http'}://${host}`
}

/** The library asks the device to verify its user but takes a passkey that did not. */
function requireVerified(userVerified: boolean | undefined): Promise<void> {
  return userVerified === true
    ? Promise.resolve()
    : Promise.reject(new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED', message: 'The device did not verify its user' }))
}

/** Passkeys need a name: where people use a bare number, they work on the machine itself only. */
const passkeyDomain = ({ hostname }: URL): string => (/^[\d.]+$|^\[/.test(hostname) ? 'localhost' : hostname)
