import { passkeyClient } from '@better-auth/passkey/client'
import { twoFactorClient } from 'better-auth/client/plugins'
import { createAuthClient } from 'better-auth/client'

/** Signing in and what belongs to it; everything else goes through tRPC. */
export const authClient = createAuthClient({ plugins: [twoFactorClient(), passkeyClient()] })
