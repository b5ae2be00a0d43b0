import { passkeyClient } from '@better-auth/passkey/client'
import { createAuthClient } from 'better-auth/client'
import { twoFactorClient } from 'better-auth/client/plugins'

const passkeys = passkeyClient()

// The passkey plugin's declarations name another patch release of better-fetch than better-auth's own: only its id is told here.
const plugin: { readonly id: 'passkey' } = passkeys

/** Signing in and what belongs to it; everything else goes through tRPC. */
export const authClient = createAuthClient({ plugins: [twoFactorClient(), plugin] })

/** The passkey plugin's part of the same client. */
export const passkeyActions = authClient as unknown as ReturnType<typeof passkeys.getActions>

export type Passkey = { readonly id: string; readonly name?: string | null; readonly createdAt: string | null }

export async function listPasskeys(): Promise<readonly Passkey[]> {
  const { data, error } = await authClient.$fetch<readonly Passkey[]>('/passkey/list-user-passkeys')
  if (error !== null) throw new AuthError(error)
  return data
}

export async function deletePasskey(id: string): Promise<void> {
  const { error } = await authClient.$fetch('/passkey/delete-passkey', { method: 'POST', body: { id } })
  if (error !== null) throw new AuthError(error)
}

type Refusal = { readonly code?: string | undefined; readonly status?: number | undefined }

/** What the sign-in library refused, by its own code. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: string
  readonly status: number
  constructor({ code, status }: Refusal) {
    super(code ?? `status ${status ?? 0}`)
    this.code = code ?? ''
    this.status = status ?? 0
  }
}

/** The answer of a call to the sign-in library; throws its refusal. */
export async function accepted<T>(call: Promise<{ readonly data: T; readonly error: Refusal | null }>): Promise<T> {
  const { data, error } = await call
  if (error !== null) throw new AuthError(error)
  return data
}
