import { inLanguage, type Language, type LocalisedText } from '@kuulolla/core'
import type { MessageKey } from '@kuulolla/i18n'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { markup } from './markup.ts'
import { renderDocument, type Html } from './document.ts'

type Place = {
  readonly unit: { readonly id: number; readonly names: LocalisedText }
  readonly tenant: { readonly slug: string; readonly names: LocalisedText }
}

export type ThanksPage = Place & {
  readonly language: Language
  readonly code: string
  readonly child: boolean
  /** The form had been sent before: the first answer counts. */
  readonly again: boolean
  /** Within how many days one is contacted, if one asked for it. */
  readonly contactDays: number | null
  /** Seconds after which a kiosk is ready for the next person; null elsewhere. */
  readonly kioskSeconds: number | null
  readonly script: string
}

/** What happens next, and a way to a fresh form for the next person. */
export function renderThanksPage(page: ThanksPage): string {
  const { language, again, child, contactDays, code, kioskSeconds, tenant, unit } = page
  const say = translatorOf(language)
  const fresh = `/q/${code}?lang=${language}`
  const title = say(child ? 'survey.thanks.child.title' : 'survey.thanks.title')
  const body = markup`<div class="page" data-done="${code}">${header(page, language)}<main>${tick}<h1>${title}</h1><p>${say(again ? 'survey.thanks.again' : 'survey.thanks.stored')}</p>${contactDays === null || again ? '' : markup`<p>${say('survey.thanks.contact', { days: contactDays })}</p>`}${
    child
      ? markup`<p>${say('survey.thanks.child.next')}</p>`
      : markup`<h2>${say('survey.thanks.next')}</h2><ul><li>${say('survey.thanks.next.counted')}</li><li>${say('survey.thanks.next.read')}</li></ul>${kioskSeconds === null ? markup`<p class="line"><a href="/p/${tenant.slug}/u/${unit.id}?lang=${language}">${say('survey.thanks.unit')}</a></p>` : ''}`
  }<p class="line"><a href="${fresh}">${say('survey.thanks.fresh')}</a></p>${kioskSeconds === null ? '' : markup`<p class="muted">${say('survey.thanks.kiosk', { seconds: kioskSeconds })}</p>`}</main></div>`
  return renderDocument({
    language,
    title: `${title} – ${inLanguage(unit.names, language)}`,
    style: 'article',
    body,
    script: page.script,
    refresh: kioskSeconds === null ? null : { seconds: kioskSeconds, to: `/q/${code}` },
  })
}

/** Why there is no form here. */
export type DeadEnd = 'unknown' | 'closed' | 'not-open' | 'unavailable' | 'too-large' | 'wrong-request'

const deadEnds = {
  unknown: ['survey.unknown.title', 'survey.unknown.body'],
  closed: ['survey.closed.title', 'survey.closed.body'],
  'not-open': ['survey.not-open.title', 'survey.not-open.body'],
  unavailable: ['survey.unavailable.title', 'survey.unavailable.body'],
  'too-large': ['survey.too-large.title', 'survey.too-large.body'],
  'wrong-request': ['survey.wrong-request.title', 'survey.wrong-request.body'],
} as const satisfies Record<DeadEnd, readonly [MessageKey, MessageKey]>

export type DeadEndPage = { readonly language: Language; readonly reason: DeadEnd; readonly place: Place | null }

/** A human answer instead of a form: what is the matter and where to go. */
export function renderDeadEnd({ language, reason, place }: DeadEndPage): string {
  const say = translatorOf(language)
  const [titleKey, bodyKey] = deadEnds[reason]
  const title = say(titleKey)
  const way =
    place === null
      ? ''
      : markup`<p class="line"><a href="/p/${place.tenant.slug}/u/${place.unit.id}?lang=${language}">${say('survey.dead-end.unit', { unit: inLanguage(place.unit.names, language) })}</a></p>`
  return renderDocument({
    language,
    title,
    style: 'article',
    body: markup`<div class="page">${place === null ? '' : header(place, language)}<main><h1>${title}</h1><p>${say(bodyKey)}</p>${way}</main></div>`,
  })
}

const header = ({ unit, tenant }: Place, language: Language): Html =>
  markup`<header class="top"><strong>${inLanguage(unit.names, language)}</strong>${inLanguage(tenant.names, language)}</header>`

const tick = markup`<svg class="tick" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="21" /><path d="M14 25l7 7 13-15" /></svg>`
