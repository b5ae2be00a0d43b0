import type { Audience, Grain } from '@kuulolla/core'

export const formats = ['xlsx', 'csv-fi', 'csv', 'json'] as const
export type FileFormat = (typeof formats)[number]

export type ExportChoice = {
  readonly what: 'figures' | 'answers'
  /** With everything below it; null is all that the person may see. */
  readonly unit: number | null
  readonly audience: Audience
  readonly from: string
  readonly to: string
  readonly grain: Grain
  readonly texts: boolean
  readonly format: FileFormat
  readonly language: string
}

/** The file's address at the service; null while the days make no sense. */
export function exportAddress(slug: string, choice: ExportChoice): string | null {
  if (choice.from === '' || choice.to === '' || choice.from > choice.to) return null
  const parameters = new URLSearchParams({
    ...(choice.unit === null ? {} : { below: String(choice.unit) }),
    audience: choice.audience,
    from: choice.from,
    to: choice.to,
    ...(choice.what === 'figures' ? { grain: choice.grain } : { texts: String(choice.texts) }),
    format: choice.format,
    parts: 'all',
    language: choice.language,
  })
  return `/api/t/${encodeURIComponent(slug)}/export/${choice.what}?${parameters}`
}
