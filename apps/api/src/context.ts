import { DomainError, type Language } from '@kuulolla/core'
import { chooseLanguage, type Translator } from '@kuulolla/i18n'
import { catalogues, translatorOf } from '@kuulolla/i18n/catalogues'
import { memberActor, type SignedIn, type UserActor } from '@kuulolla/services'
import type { ApiDependencies } from './dependencies.ts'

/** What one request to the API knows. */
export type ApiContext = {
  readonly services: ApiDependencies
  readonly language: Language
  readonly translate: Translator
  /** Refuses `unauthenticated` when nobody is signed in. */
  signedIn(): Promise<SignedIn>
  /** The signed-in person in the tenant of the request; refuses when they have no active membership there. */
  actor(): Promise<UserActor>
}

/** Languages that problems and pages come in, Finnish first. */
export const spokenLanguages: readonly Language[] = ['fi', ...[...catalogues.keys()].filter((language) => language !== 'fi')]

export function languageOf(headers: Headers): Language {
  return chooseLanguage(spokenLanguages, { accepts: headers.get('accept-language') ?? undefined })
}

/** `slug` names the tenant: from the address of a download, or from the header `x-tenant` of a call. Session and membership are looked up once. */
export function createContext(services: ApiDependencies, headers: Headers, slug: string | null): ApiContext {
  const language = languageOf(headers)
  let person: Promise<SignedIn> | undefined
  let actor: Promise<UserActor> | undefined
  const signedIn = (): Promise<SignedIn> => (person ??= requireSignedIn(services, headers))
  return {
    services,
    language,
    translate: translatorOf(language),
    signedIn,
    actor: () => (actor ??= signedIn().then(({ userId }) => memberActor(services, userId, slug ?? ''))),
  }
}

async function requireSignedIn({ accounts }: ApiDependencies, headers: Headers): Promise<SignedIn> {
  const found = await accounts.signedIn(headers)
  if (found === null) throw new DomainError('unauthenticated', 'not-signed-in')
  return found
}
