import type { Language } from '@kuulolla/core'
import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageKey } from './messages.ts'

/** One language's messages: ICU MessageFormat by key. */
export type Catalogue = Readonly<Record<string, string>>
export type MessageParameters = Readonly<Record<string, string | number>>

export type Translator = {
  readonly language: Language
  (key: MessageKey, parameters?: MessageParameters): string
  /** For keys that come as data, such as `errors.${reason}`; null where there is no such message. */
  find(key: string, parameters?: MessageParameters): string | null
}

/** Speaks `language` from the first of `catalogues` that has the message: the language's own, then its fallbacks. */
export function createTranslator(language: Language, ...catalogues: readonly Catalogue[]): Translator {
  const formats = new Map<string, IntlMessageFormat>()
  const find = (key: string, parameters: MessageParameters = {}): string | null => {
    let format = formats.get(key)
    if (format === undefined) {
      const message = catalogues.find((catalogue) => key in catalogue)?.[key]
      if (message === undefined) return null
      format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true })
      formats.set(key, format)
    }
    return String(format.format(parameters))
  }
  const translate = (key: MessageKey, parameters?: MessageParameters): string => find(key, parameters) ?? key
  return Object.assign(translate, { language, find })
}
