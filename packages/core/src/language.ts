import { z } from 'zod'

/** BCP 47 tag of a language we may speak, such as `fi`, `sv`, `en`, `se`, `smn`, `sms` or `fi-x-selko` (easy Finnish). */
export const Language = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/)
export type Language = z.infer<typeof Language>

/** A text in several languages; at least one is there. */
export const LocalisedText = z.record(Language, z.string().trim().min(1)).refine((text) => Object.keys(text).length > 0)
export type LocalisedText = Readonly<Record<Language, string>>

/** The text in the first of `languages` that has one, then Finnish, Swedish, English, then whatever there is. */
export function inLanguage(text: LocalisedText, ...languages: readonly Language[]): string {
  for (const language of [...languages, 'fi', 'sv', 'en']) {
    const found = text[language]
    if (found !== undefined) return found
  }
  return Object.values(text)[0] ?? ''
}
