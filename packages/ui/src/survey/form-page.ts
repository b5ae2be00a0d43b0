import {
  contactFields,
  contactLimits,
  fieldOf,
  inLanguage,
  isAsked,
  longestText,
  notConcernedValue,
  scaleOf,
  type FieldProblem,
  type FormValues,
  type Item,
  type Language,
  type LocalisedText,
  type ScoredItem,
  type VersionContent,
  type Wordings,
} from '@kuulolla/core'
import type { MessageKey, Translator } from '@kuulolla/i18n'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { markup } from './markup.ts'
import { renderDocument, type Html } from './document.ts'
import { face, faceSymbols } from './faces.ts'

/** Fields of the form beside the questions and the contact details. */
export const formFields = { key: 'key', language: 'lang', switchTo: 'language', role: 'role' } as const

export type SurveyPage = {
  readonly content: VersionContent
  readonly language: Language
  /** Offered by buttons. */
  readonly languages: readonly Language[]
  readonly unit: { readonly id: number; readonly names: LocalisedText; readonly serviceNames: LocalisedText | null }
  readonly tenant: { readonly slug: string; readonly names: LocalisedText }
  /** Statements that the unit's service asks; null for all. */
  readonly asks: readonly string[] | null
  /** Within how many days one is contacted; null where contact cannot be asked for. */
  readonly contactDays: number | null
  /** What makes it a form that can be sent; null for a preview. */
  readonly sending: { readonly code: string; readonly key: string; readonly kiosk: boolean; readonly script: string | null } | null
  readonly values?: FormValues
  readonly problems?: readonly FieldProblem[]
  /** Why the form is back although nothing in it is wrong. */
  readonly notice?: 'form-expired' | 'not-saved' | null
}

/** What a part of the page needs to know of the whole. */
type View = {
  readonly page: SurveyPage
  readonly say: Translator
  readonly valueOf: (field: string) => string
  readonly problemAt: (field: string) => string | null
}

/** The whole survey page as one document; `sending: null` makes the same page with nothing to send. */
export function renderSurveyPage(page: SurveyPage): string {
  const say = translatorOf(page.language)
  const problems = page.problems ?? []
  const view: View = {
    page,
    say,
    valueOf: (field) => page.values?.getAll(field)[0] ?? '',
    problemAt: (field) => {
      const problem = problems.find((each) => each.field === field)
      return problem === undefined ? null : words(say, problem)
    },
  }
  const { content, sending } = page
  const child = content.audience === 'child'
  const title = inLanguage(content.title, page.language)
  const unit = inLanguage(page.unit.names, page.language)
  const asked = content.items.filter((item) => item.kind === 'text' || isAsked(item, page.asks))
  const fault = problems.length > 0 || (page.notice ?? null) !== null
  const body = markup`${child ? faceSymbols : ''}<form class="page" id="form" method="post" novalidate${sending?.kiosk === true ? markup` autocomplete="off"` : ''}${sending === null ? '' : markup` action="/q/${sending.code}"${script(view)}`}><input type="hidden" name="${formFields.key}" value="${sending?.key ?? ''}" autocomplete="off" /><input type="hidden" name="${formFields.language}" value="${page.language}" autocomplete="off"/><header class="top"><strong>${unit}</strong>${under(page)}</header><main>${fault ? faults(view, asked) : ''}${child ? childBody(view, asked, title) : body_(view, asked, title)}<p id="status" role="status"></p><button class="send"${sending === null ? markup` disabled` : ''}>${say('survey.send')}</button></main>${languageButtons(page)}${footer(view)}</form>`
  return renderDocument({
    language: page.language,
    title: `${fault ? `${say('survey.error.prefix')} ` : ''}${title} – ${unit}`,
    style: child ? 'child' : 'form',
    body,
    script: sending?.script ?? null,
  })
}

/** A problem in the reader's words. */
export function words(say: Translator, { message, params }: FieldProblem): string {
  return say.find(`errors.${message}`, params ?? {}) ?? say('errors.wrong-form')
}

function script({ page, say }: View): Html {
  return markup` data-code="${page.sending?.code ?? ''}"${page.sending?.kiosk === true ? markup` data-kiosk="${say('survey.kiosk.idle')}"` : ''}${page.values === undefined ? '' : markup` data-filled`} data-sending="${say('survey.sending')}" data-offline="${say('survey.offline')}" data-restored="${say('survey.restored')}" data-clear="${say('survey.clear')}"`
}

const under = ({ unit, tenant, language }: SurveyPage): string =>
  [unit.serviceNames, tenant.names].flatMap((names) => (names === null ? [] : [inLanguage(names, language)])).join(' · ')

function body_(view: View, asked: readonly Item[], title: string): Html {
  const { say } = view
  return markup`<h1>${title}</h1><p class="lead">${say('survey.lead', { count: asked.length })}</p>${asked.map((item) => question(view, item))}${contact(view)}${assisted(view)}`
}

function childBody(view: View, asked: readonly Item[], title: string): Html {
  const { say } = view
  return markup`<div class="step intro">${face(5)}<h1>${title}</h1><p class="lead">${say('survey.child.lead', { count: asked.length })}</p><p><a class="send" href="#s1">${say('survey.child.start')}</a></p></div>${asked.map(
    (item, index) =>
      markup`<div class="step${index + 1 < asked.length ? '' : ' last'}" id="s${index + 1}"><p class="count">${index + 1} / ${asked.length}</p>${question(view, item)}${index + 1 < asked.length ? markup`<p class="next"><a class="send" href="#s${index + 2}">${say('survey.child.next')}</a></p>` : assisted(view)}</div>`,
  )}`
}

function question(view: View, item: Item): Html {
  const field = fieldOf(item)
  const wording = spoken(item.wordings, view.page.language)
  const problem = view.problemAt(field)
  if (item.kind === 'text')
    return markup`<div class="text"><label class="q" for="${field}">${wording}</label>${mistake(field, problem)}<p class="hint" id="h-${field}">${textHint(view)}</p><textarea id="${field}" name="${field}" maxlength="${longestText}" rows="5" aria-describedby="h-${field}${problem === null ? '' : ` e-${field}`}"${problem === null ? '' : markup` aria-invalid="true"`}>${view.valueOf(field)}</textarea></div>`
  return markup`<fieldset id="${field}" tabindex="-1"${problem === null ? '' : markup` aria-describedby="e-${field}"`}><legend>${wording}</legend>${mistake(field, problem)}${options(view, item)}</fieldset>`
}

function options(view: View, item: ScoredItem): Html {
  const { say, page } = view
  const field = fieldOf(item)
  const chosen = view.valueOf(field)
  const choice = (value: string, label: Html | string, className?: string): Html =>
    markup`<label${className === undefined ? '' : markup` class="${className}"`}><input type="radio" name="${field}" value="${value}"${value === chosen ? markup` checked` : ''}><span>${label}</span></label>`
  const { options, firstScore, mayNotConcern } = scaleOf(item)
  const scores = Array.from({ length: options }, (_, index) => firstScore + index)
  const notMine = mayNotConcern ? choice(notConcernedValue, say(item.kind === 'faces' ? 'survey.faces.na' : 'survey.not-concerned'), 'na') : ''
  switch (item.kind) {
    case 'nps':
      return markup`<div class="nps">${scores.map((score) => choice(String(score), String(score)))}</div><p class="ends"><i>${say('survey.nps.low')}</i><i>${say('survey.nps.high')}</i></p>`
    case 'agree':
      return markup`<div class="list">${scores.reverse().map((score) => choice(String(score), say(agreeKeys[score - 1] ?? 'survey.agree.3')))}${notMine}</div>`
    case 'faces':
      return markup`<div class="faces">${scores.reverse().map((score) => choice(String(score), markup`${face(score)}${say(faceKeys[score - 1] ?? 'survey.faces.3')}`))}${notMine}</div>`
    case 'choice':
      return markup`<div class="list">${item.options.map((option, index) => choice(String(index + 1), spoken(option, page.language)))}${notMine}</div>`
  }
}

const agreeKeys = ['survey.agree.1', 'survey.agree.2', 'survey.agree.3', 'survey.agree.4', 'survey.agree.5'] as const satisfies readonly MessageKey[]
const faceKeys = ['survey.faces.1', 'survey.faces.2', 'survey.faces.3', 'survey.faces.4', 'survey.faces.5'] as const satisfies readonly MessageKey[]

const spoken = (wordings: Wordings, language: Language): string =>
  inLanguage(Object.fromEntries(Object.entries(wordings).map(([each, wording]) => [each, wording.text])), language)

const mistake = (field: string, problem: string | null): Html | '' => (problem === null ? '' : markup`<p class="err" id="e-${field}">${problem}</p>`)

function textHint({ page, say }: View): Html {
  if (page.content.audience === 'child') return markup`${say('survey.child.text-hint')}`
  if (page.sending?.kiosk === true) return markup`${say('survey.text-hint')}`
  return markup`${say('survey.text-hint')} <a href="${unitPath(page)}#other">${say('survey.text-hint.where')}</a>`
}

const contactParts = [
  { part: 'name', label: 'survey.contact.name', type: 'text', autocomplete: 'name' },
  { part: 'phone', label: 'survey.contact.phone', type: 'tel', autocomplete: 'tel' },
  { part: 'email', label: 'survey.contact.email', type: 'email', autocomplete: 'email' },
] as const satisfies readonly { part: keyof typeof contactFields; label: MessageKey; type: string; autocomplete: string }[]

function contact(view: View): Html | '' {
  const { page, say, valueOf, problemAt } = view
  if (page.contactDays === null) return ''
  const open = Object.values(contactFields).some((field) => valueOf(field) !== '' || problemAt(field) !== null)
  const autocomplete = (name: string): string => (page.sending?.kiosk === true ? 'off' : name)
  const marks = (field: string): Html | '' => (problemAt(field) === null ? '' : markup` aria-invalid="true" aria-describedby="e-${field}"`)
  const { message } = contactFields
  return markup`<details${open ? markup` open` : ''}><summary>${say('survey.contact')}</summary><div><p class="muted">${say('survey.contact.how', { days: page.contactDays })}</p>${contactParts.map(
    ({ part, label, type, autocomplete: name }) =>
      markup`<div class="field"><label for="${contactFields[part]}">${say(label)}</label>${mistake(contactFields[part], problemAt(contactFields[part]))}<input id="${contactFields[part]}" name="${contactFields[part]}" type="${type}" autocomplete="${autocomplete(name)}" maxlength="${contactLimits[part]}" value="${valueOf(contactFields[part])}"${marks(contactFields[part])}/></div>`,
  )}<div class="field"><label for="${message}">${say('survey.contact.message')}</label>${mistake(message, problemAt(message))}<textarea id="${message}" name="${message}" maxlength="${contactLimits.message}" rows="3"${marks(message)}>${valueOf(message)}</textarea></div></div></details>`
}

function assisted({ say, valueOf }: View): Html {
  return markup`<p class="check"><label><input type="checkbox" name="${formFields.role}" value="assisted"${valueOf(formFields.role) === 'assisted' ? markup` checked` : ''} /><span>${say('survey.assisted')}</span></label></p>`
}

/** After the send button in the document, so that Enter sends; shown on top. */
function languageButtons({ languages, language, sending }: SurveyPage): Html | '' {
  if (languages.length < 2) return ''
  return markup`<div class="langs" role="group" aria-label="${languages.map((each) => translatorOf(each)('survey.language')).join(' / ')}">${languages.map(
    (each) =>
      each === language
        ? markup`<b>${translatorOf(each)('survey.in-this-language')}</b>`
        : markup`<button name="${formFields.switchTo}" value="${each}" lang="${each}"${sending === null ? markup` disabled` : ''}>${translatorOf(each)('survey.in-this-language')}</button>`,
  )}</div>`
}

/** What is wrong, on top, with a link to each place. */
function faults({ page, say }: View, asked: readonly Item[]): Html {
  const problems = page.problems ?? []
  const labelOf = (field: string): string => {
    const item = asked.find((each) => fieldOf(each) === field)
    if (item !== undefined) return spoken(item.wordings, page.language)
    const part = contactParts.find((each) => contactFields[each.part] === field)
    return say(part?.label ?? 'survey.contact.message')
  }
  return markup`<div class="note bad" role="alert" id="faults"><h2>${say('survey.error.title')}</h2><p>${page.notice === 'not-saved' ? say('survey.error.not-saved') : page.notice === 'form-expired' ? say('survey.error.form-expired') : say('survey.error.kept')}</p>${
    problems.length === 0
      ? ''
      : markup`<ul>${problems.map((problem) => markup`<li><a href="#${problem.field}">${labelOf(problem.field)}</a> ${words(say, problem)}</li>`)}</ul>`
  }</div>`
}

const unitPath = ({ tenant, unit, language }: SurveyPage): string => `/p/${tenant.slug}/u/${unit.id}?lang=${language}`

function footer({ page, say }: View): Html {
  const { tenant, language } = page
  // A kiosk has no way back from another page.
  if (page.sending?.kiosk === true) return markup`<footer><p>${say('survey.footer.readers')}</p></footer>`
  return markup`<footer><p>${say('survey.footer.readers')}</p><ul><li><a href="/p/${tenant.slug}/privacy?lang=${language}">${say('survey.footer.privacy')}</a></li><li><a href="${unitPath(page)}">${say('survey.footer.unit')}</a></li><li><a href="/p/${tenant.slug}/accessibility?lang=${language}">${say('survey.footer.accessibility')}</a></li></ul></footer>`
}
