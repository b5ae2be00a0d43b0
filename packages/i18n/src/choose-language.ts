import type { Language } from '@kuulolla/core'

/**
 * The language of `offered` to speak: the one asked for, else the best of the reader's (an Accept-Language header,
 * RFC 9110, 12.5.4), else the first.
 */
export function chooseLanguage(offered: readonly Language[], wanted: { readonly asked?: string | undefined; readonly accepts?: string | undefined }): Language {
  if (wanted.asked !== undefined && offered.includes(wanted.asked)) return wanted.asked
  const ranges = (wanted.accepts ?? '')
    .slice(0, 400)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='))
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
  for (const { tag, quality } of ranges.toSorted((a, b) => b.quality - a.quality)) {
    if (quality === 0) continue
    const found = offered.find((language) => language === tag) ?? offered.find((language) => language.split('-')[0] === tag.split('-')[0])
    if (found !== undefined) return found
  }
  return offered[0] ?? 'fi'
}
