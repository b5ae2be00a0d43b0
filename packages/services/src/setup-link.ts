import { insertSetupToken, type TenantTransaction } from '@kuulolla/db'
import type { Language } from '@kuulolla/core'
import { setupUrl } from './accounts.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { setupMail, type SetupMailKind } from './setup-mail.ts'
import type { WritingVerb } from './verb.ts'
import type { z } from 'zod'

export type SetupLink = { readonly url: string; readonly until: string }

const validDays = 7

/** A link with which the person chooses a password, once; those made before stop working. */
export async function makeSetupLink(
  tx: TenantTransaction,
  { userId, publicUrl, now }: { readonly userId: string; readonly publicUrl: string; readonly now: Date },
): Promise<SetupLink> {
  const until = new Date(now.getTime() + validDays * 86_400_000)
  return { url: setupUrl(publicUrl, await insertSetupToken(tx, userId, until)), until: until.toISOString() }
}

type Linked = { readonly email: string; readonly link: SetupLink | null }

/** `none`: there is no mail server or no link to send. */
export type Mailed = { readonly mailed: 'sent' | 'failed' | 'none' }

/** The verb, and after its transaction the link by mail where mail is set up. A mail that fails undoes nothing: the link can be handed over. */
export function mailing<I extends z.ZodType<unknown, { readonly language?: Language | undefined }>, O extends Linked>(
  verb: WritingVerb<AccountDependencies, I, O>,
  kind: SetupMailKind,
): WritingVerb<AccountDependencies, I, O & Mailed> {
  return {
    ...verb,
    async call(dependencies, actor, input) {
      const output = await verb.call(dependencies, actor, input)
      if (dependencies.mail === null || output.link === null) return { ...output, mailed: 'none' }
      try {
        await dependencies.mail.send(setupMail({ to: output.email, url: output.link.url, kind, language: input.language ?? 'fi' }))
        return { ...output, mailed: 'sent' }
      } catch (error) {
        dependencies.onTrouble(error, 'a setup link could not be mailed')
        return { ...output, mailed: 'failed' }
      }
    },
  }
}
