import type { Language } from '@kuulolla/core'
import { markup, raw } from './markup.ts'
import { surveyStyles, type SurveyStyle } from './styles.ts'

export type Html = ReturnType<typeof markup>

export type Document = {
  readonly language: Language
  readonly title: string
  readonly style: SurveyStyle
  readonly body: Html
  /** Address of the deferred script; null for none. */
  readonly script?: string | null
  /** Seconds after which the page gives way to `refreshTo`. */
  readonly refresh?: { readonly seconds: number; readonly to: string } | null
}

/** One whole document in one response: styles inside, nothing from elsewhere. */
export function renderDocument({ language, title, style, body, script = null, refresh = null }: Document): string {
  return textOf(
    markup`<!doctype html><html lang="${language}"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width,initial-scale=1" /><meta name="robots" content="noindex" /><link rel="icon" href="data:," /><title>${title}</title><style>${raw(surveyStyles[style])}</style>${refresh === null ? '' : markup`<meta http-equiv="refresh" content="${refresh.seconds};url=${refresh.to}" />`}${script === null ? '' : markup`<script src="${script}" defer></script>`}</head><body>${body}</body></html>`,
  )
}

/** Templates here hold no promise, so they are text at once. */
function textOf(document: Html): string {
  if (document instanceof Promise) throw new TypeError('a survey page waits for nothing')
  return document.toString()
}
