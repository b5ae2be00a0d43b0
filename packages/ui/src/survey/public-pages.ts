import {
  inLanguage,
  storedData,
  type FieldProblem,
  type FormValues,
  type Language,
  type LocalisedText,
  type StoredTable,
  type TenantSettings,
} from '@kuulolla/core'
import type { MessageKey } from '@kuulolla/i18n'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { markup } from './markup.ts'
import { renderDocument, type Html } from './document.ts'
import { words } from './form-page.ts'

export type PublicTenant = { readonly slug: string; readonly names: LocalisedText; readonly settings: TenantSettings }
export type PublicUnit = {
  readonly id: number
  readonly names: LocalisedText
  readonly serviceNames: LocalisedText | null
  readonly contact: { readonly email?: string | null; readonly phone?: string | null; readonly address?: string | null }
  readonly endedOn: string | null
  /** Open ways to give feedback. */
  readonly points: readonly { readonly code: string; readonly audience: string }[]
}

type Frame = {
  readonly tenant: PublicTenant
  readonly language: Language
  readonly languages: readonly Language[]
  readonly path: string
  readonly title: string
  readonly heading?: string
}

/** A public page: whose it is, the same in other languages, and the way to its sisters. */
function frame({ tenant, language, languages, path, title, heading = inLanguage(tenant.names, language) }: Frame, main: Html): string {
  const say = translatorOf(language)
  const sisters = [
    ['privacy', 'pages.privacy.title'],
    ['accessibility', 'pages.accessibility.title'],
  ] as const satisfies readonly (readonly [string, MessageKey])[]
  const body = markup`<div class="page"><header class="top"><strong>${heading}</strong>${heading === inLanguage(tenant.names, language) ? '' : inLanguage(tenant.names, language)}</header><nav class="langs" aria-label="${say('survey.language')}">${languages.map(
    (each) =>
      each === language
        ? markup`<b>${translatorOf(each)('survey.in-this-language')}</b>`
        : markup`<a href="/p/${tenant.slug}/${path}?lang=${each}" lang="${each}" hreflang="${each}">${translatorOf(each)('survey.in-this-language')}</a>`,
  )}</nav><main><h1>${title}</h1>${main}</main><footer><ul>${sisters.map(([sister, key]) => (sister === path ? '' : markup`<li><a href="/p/${tenant.slug}/${sister}?lang=${language}">${say(key)}</a></li>`))}</ul></footer></div>`
  return renderDocument({ language, title: `${title} – ${inLanguage(tenant.names, language)}`, style: 'article', body })
}

type PublicPage = { readonly tenant: PublicTenant; readonly language: Language; readonly languages: readonly Language[] }

/** What we store: written from the schema, with the tenant's own periods. */
export function renderPrivacyPage({ tenant, language, languages }: PublicPage): string {
  const say = translatorOf(language)
  const { retention } = tenant.settings
  const table = (name: StoredTable, title: MessageKey, lead: MessageKey): Html =>
    markup`<h2>${say(title)}</h2><p>${say(lead)}</p><dl class="cols">${storedData[name].map((column) => markup`<dt><code>${column}</code></dt><dd>${say.find(`pages.stored.${name}.${column}`) ?? column}</dd>`)}</dl>`
  return frame(
    { tenant, language, languages, path: 'privacy', title: say('pages.privacy.title') },
    markup`<p>${say('pages.privacy.lead')}</p><h2>${say('pages.privacy.never.title')}</h2><p>${say('pages.privacy.never')}</p>${table('response', 'pages.privacy.response.title', 'pages.privacy.response')}${table('free_text', 'pages.privacy.text.title', 'pages.privacy.text')}${table('contact_request', 'pages.privacy.contact.title', 'pages.privacy.contact')}${table('accessibility_feedback', 'pages.privacy.accessibility.title', 'pages.privacy.accessibility')}<h2>${say('pages.privacy.retention.title')}</h2><ul><li>${say('pages.privacy.retention.answers', { months: retention.answersMonths })}</li><li>${say('pages.privacy.retention.texts', { months: retention.textsMonths })}</li><li>${say('pages.privacy.retention.contacts', { days: retention.contactDaysAfterClosing })}</li></ul><h2>${say('pages.privacy.phone.title')}</h2><p>${say('pages.privacy.phone')}</p>${contactOf(tenant, language)}`,
  )
}

export type AccessibilityPage = PublicPage & {
  /** Names one filled form, so that it is stored once. */
  readonly formId: string
  readonly sent: boolean
  readonly values?: FormValues
  readonly problems?: readonly FieldProblem[]
  readonly dueDays: number
}

/** The accessibility statement (act 306/2019) with its feedback form. */
export function renderAccessibilityPage({ tenant, language, languages, formId, sent, values, problems = [], dueDays }: AccessibilityPage): string {
  const say = translatorOf(language)
  const problemAt = (field: string): string | null => {
    const problem = problems.find((each) => each.field === field)
    return problem === undefined ? null : words(say, problem)
  }
  const mistake = (field: string): Html | '' => {
    const problem = problemAt(field)
    return problem === null ? '' : markup`<p class="err" id="e-${field}">${problem}</p>`
  }
  const marks = (field: string): Html | '' => (problemAt(field) === null ? '' : markup` aria-invalid="true" aria-describedby="e-${field}"`)
  const form = markup`<form method="post" action="/p/${tenant.slug}/accessibility" novalidate id="feedback"><input type="hidden" name="id" value="${formId}" autocomplete="off" /><input type="hidden" name="lang" value="${language}" />${
    problems.length === 0 ? '' : markup`<div class="note bad" role="alert"><h2>${say('survey.error.title')}</h2><p>${say('survey.error.kept')}</p></div>`
  }<div class="field"><label for="body">${say('pages.accessibility.feedback.body')}</label>${mistake('body')}<textarea id="body" name="body" rows="6" maxlength="4000"${marks('body')}>${values?.getAll('body')[0] ?? ''}</textarea></div><div class="field"><label for="contact-email">${say('pages.accessibility.feedback.email')}</label>${mistake('contact-email')}<input id="contact-email" name="contact-email" type="email" autocomplete="email" maxlength="200" value="${values?.getAll('contact-email')[0] ?? ''}"${marks('contact-email')}/></div><button class="send">${say('pages.accessibility.feedback.send')}</button></form>`
  return frame(
    { tenant, language, languages, path: 'accessibility', title: say('pages.accessibility.title') },
    markup`${
      sent
        ? markup`<div class="note" role="status"><h2>${say('pages.accessibility.sent.title')}</h2><p>${say('pages.accessibility.sent', { days: dueDays })}</p></div>`
        : ''
    }<p>${say('pages.accessibility.lead', { tenant: inLanguage(tenant.names, language) })}</p><h2>${say('pages.accessibility.status.title')}</h2><p>${say('pages.accessibility.status')}</p><h2>${say('pages.accessibility.evaluation.title')}</h2><p>${say('pages.accessibility.evaluation')}</p><h2>${say('pages.accessibility.feedback.title')}</h2><p>${say('pages.accessibility.feedback', { days: dueDays })}</p>${form}<h2>${say('pages.accessibility.authority.title')}</h2><p>${say('pages.accessibility.authority')}</p><p class="line"><a href="https://www.saavutettavuusvaatimukset.fi/">saavutettavuusvaatimukset.fi</a></p>`,
  )
}

/** The unit's public page: who it is, how to give feedback, how that is used, and where everything else goes. */
export function renderUnitPage({ tenant, language, languages, unit }: PublicPage & { readonly unit: PublicUnit }): string {
  const say = translatorOf(language)
  const name = inLanguage(unit.names, language)
  const ways = unit.points.map(
    ({ code, audience }) =>
      markup`<li class="line"><a href="/q/${code}?lang=${language}">${say(audience === 'child' ? 'pages.unit.give.child' : audience === 'next-of-kin' ? 'pages.unit.give.kin' : 'pages.unit.give.adult')}</a></li>`,
  )
  const { email, phone, address } = unit.contact
  const reach = [
    [say('pages.unit.phone'), phone, phone === null || phone === undefined ? null : `tel:${phone.replaceAll(/[^\d+]/g, '')}`],
    [say('pages.unit.email'), email, email === null || email === undefined ? null : `mailto:${email}`],
    [say('pages.unit.address'), address, null],
  ] as const
  const others = ['appointment', 'complaint', 'child-welfare', 'patient-ombudsman', 'emergency'] as const
  return frame(
    {
      tenant,
      language,
      languages,
      path: `u/${unit.id}`,
      title: name,
      heading: unit.serviceNames === null ? inLanguage(tenant.names, language) : inLanguage(unit.serviceNames, language),
    },
    markup`${unit.endedOn === null ? '' : markup`<div class="note"><p>${say('pages.unit.ended')}</p></div>`}<p>${say('pages.unit.lead', { tenant: inLanguage(tenant.names, language) })}</p>${
      reach.every(([, value]) => value === null || value === undefined || value === '')
        ? contactOf(tenant, language)
        : markup`<dl>${reach.map(([label, value, link]) =>
            value === null || value === undefined || value === ''
              ? ''
              : markup`<dt>${label}</dt><dd>${link === null ? value : markup`<a href="${link}">${value}</a>`}</dd>`,
          )}</dl>`
    }<h2>${say('pages.unit.give.title')}</h2>${
      ways.length === 0 ? markup`<p>${say('pages.unit.give.none')}</p>` : markup`<ul>${ways}</ul><p>${say('pages.unit.give.other')}</p>`
    }<h2>${say('pages.unit.use.title')}</h2><p>${say('pages.unit.use')}</p><h2 id="other">${say('pages.unit.other.title')}</h2><p>${say('pages.unit.other')}</p><dl>${others.map(
      (other) => markup`<dt>${say(`pages.unit.other.${other}.title`)}</dt><dd>${say(`pages.unit.other.${other}`)}</dd>`,
    )}</dl>`,
  )
}

function contactOf({ settings, names }: PublicTenant, language: Language): Html | '' {
  const say = translatorOf(language)
  const { email, phone, url } = settings.contact
  if (email === null && phone === null && url === null) return ''
  return markup`<h2>${say('pages.contact.title')}</h2><p>${inLanguage(names, language)}</p><ul>${email === null ? '' : markup`<li><a href="mailto:${email}">${email}</a></li>`}${phone === null ? '' : markup`<li><a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></li>`}${url === null ? '' : markup`<li><a href="${url}">${url}</a></li>`}</ul>`
}

/** Nothing here, under a tenant or under none. */
export function renderNotFound(language: Language): string {
  const say = translatorOf(language)
  return renderDocument({
    language,
    title: say('pages.not-found.title'),
    style: 'article',
    body: markup`<div class="page"><main><h1>${say('pages.not-found.title')}</h1><p>${say('pages.not-found')}</p></main></div>`,
  })
}
