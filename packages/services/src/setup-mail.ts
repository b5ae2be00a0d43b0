import type { Mail } from '@kuulolla/channels'
import type { Language } from '@kuulolla/core'
import { translatorOf } from '@kuulolla/i18n/catalogues'

/** `invited`: the first way in; `reset`: a new one; `forgotten`: asked for on the sign-in page. */
export type SetupMailKind = 'invited' | 'reset' | 'forgotten'

export function setupMail({
  to,
  url,
  kind,
  language,
}: {
  readonly to: string
  readonly url: string
  readonly kind: SetupMailKind
  readonly language: Language
}): Mail {
  const t = translatorOf(language)
  return { to, subject: t(`accounts.mail.${kind}.subject`), text: `${t(`accounts.mail.${kind}.text`)}\n\n${url}\n\n${t(`accounts.mail.${kind}.after`)}\n` }
}
