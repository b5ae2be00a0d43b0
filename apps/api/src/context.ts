import type { Actor, Language } from '@kuulolla/core'
import type { Translator } from '@kuulolla/i18n'
import type { ApiDependencies } from './dependencies.ts'

/** The part of the process's log that the API writes to. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (detail: Readonly<Record<string, unknown>>, message: string) => void>>

/** Who is signed in, before any tenant is chosen. */
export type SignedIn = { readonly userId: string; readonly email: string; readonly name: string; readonly twoFactor: boolean; readonly sessionId: string }

/** What one request to the API knows. */
export type ApiContext = {
  readonly services: ApiDependencies
  readonly log: Log
  readonly language: Language
  readonly translate: Translator
  /** Refuses `unauthenticated` when nobody is signed in. */
  signedIn(): Promise<SignedIn>
  /** The signed-in person in the tenant of the request; refuses when they have no active membership there. */
  actor(): Promise<Extract<Actor, { kind: 'user' }>>
}
