import type { Language } from '@kuulolla/core'

/** Where a language's missing messages come from: easy Finnish and the Sámi languages from Finnish, all others from English at last. */
export function fallbacksOf(language: Language): readonly Language[] {
  const [primary = 'fi'] = language.split('-')
  const own = primary === language ? [] : [primary]
  return [...new Set([...own, ...(['se', 'smn', 'sms'].includes(primary) ? ['fi'] : []), 'en', 'fi'])].filter((each) => each !== language)
}
