import {
  addDays,
  dayOfResponseId,
  decodeAnswers,
  decodeContact,
  localDay,
  RespondentRole,
  type ContactDetails,
  type DecodedAnswers,
  type FieldProblem,
  type Language,
  type SubmissionKey,
} from '@kuulolla/core'
import { chooseLanguage } from '@kuulolla/i18n'
import { catalogues, translatorOf } from '@kuulolla/i18n/catalogues'
import type { Log } from '@kuulolla/runtime'
import { formFields, renderDeadEnd, renderSurveyPage, renderThanksPage, words, type DeadEnd } from '@kuulolla/ui/survey'
import { Hono, type Context } from 'hono'
import type { Directory, FormSetting, Resolved } from './directory.ts'
import { page, problem, readForm, wantsJson } from './http.ts'
import type { IntakeQueue } from './intake-queue.ts'
import type { KeyRing } from './key-ring.ts'

export type FormDependencies = {
  readonly directory: Directory
  readonly keys: KeyRing
  readonly queue: IntakeQueue
  readonly scriptPath: string
  readonly now: () => Date
  readonly log: Log
}

/** Seconds that a kiosk shows its thanks. */
const kioskSeconds = 15
const kioskCache = 'private, no-store'
/** Stands in a prepared page where each reader's own key goes. */
const keyPlace = '%KEY%'

const allLanguages: readonly Language[] = ['fi', ...[...catalogues.keys()].filter((language) => language !== 'fi')]

/** `/q/<code>`: the form, its answer and the thanks. */
export function formRoutes(dependencies: FormDependencies): Hono {
  const { directory, keys, now } = dependencies
  const routes = new Hono()

  routes.get('/:code', async (context) => {
    const resolved = await directory.resolve(context.req.param('code'))
    if (resolved?.kind !== 'open') return deadEnd(context, resolved)
    const language = languageFor(context, resolved)
    const key = await keys.issue(resolved.point.code, { unitId: resolved.unit.id, versionId: resolved.version.id, day: today(resolved, now()) })
    const [before = '', after = ''] = prepared(resolved, language, dependencies.scriptPath)
    return page(context, before + key + after, cacheOf(resolved))
  })

  routes.get('/:code/thanks', async (context) => {
    const resolved = await directory.resolve(context.req.param('code'))
    if (resolved === null || resolved.unit === null) return deadEnd(context, resolved)
    const { tenant, unit, point } = resolved
    const html = renderThanksPage({
      tenant,
      unit,
      code: point.code,
      language: languageFor(context, resolved),
      child: resolved.kind === 'open' && resolved.version.content.audience === 'child',
      again: context.req.query('again') === '1',
      contactDays: context.req.query('contact') === '1' ? tenant.settings.contactDueDays : null,
      kioskSeconds: point.channel === 'kiosk' ? kioskSeconds : null,
      script: dependencies.scriptPath,
    })
    return page(context, html, cacheOf(resolved))
  })

  routes.post('/:code', async (context) => {
    const form = await readForm(context.req.raw)
    if (!(form instanceof URLSearchParams)) return refuse(context, form.reason, form.status)
    const resolved = await directory.resolve(context.req.param('code'))
    if (resolved === null) return deadEnd(context, null)
    const key = await keys.open(resolved.point.code, form.get(formFields.key) ?? '', today(resolved, now()))
    const setting = key === null ? (resolved.kind === 'open' ? resolved : null) : await directory.settingOf(resolved, key)
    // Closed, and the form is too old or not ours: there is nothing left to send it to.
    if (setting === null) return deadEnd(context, resolved)
    return answer(context, { dependencies, setting, form, key })
  })

  return routes
}

type Posted = { readonly dependencies: FormDependencies; readonly setting: FormSetting; readonly form: URLSearchParams; readonly key: SubmissionKey | null }
type Decoded = DecodedAnswers & { readonly contact: ContactDetails | null }

async function answer(context: Context, posted: Posted): Promise<Response> {
  const { dependencies, setting, form, key } = posted
  const switchTo = form.get(formFields.switchTo)
  if (switchTo !== null) return formAgain(context, posted, { language: chooseLanguage(languagesOf(setting), { asked: switchTo }), status: 200 })
  const language = chooseLanguage(languagesOf(setting), { asked: form.get(formFields.language) ?? undefined, accepts: context.req.header('accept-language') })
  if (key === null) return formAgain(context, posted, { language, status: 422, notice: 'form-expired' })
  const decoded = decode(setting, form)
  if ('problems' in decoded) return formAgain(context, posted, { language, status: 422, problems: decoded.problems })
  try {
    const outcome = await dependencies.queue.submit(setting.tenant.id, submissionOf(posted, key, { language, decoded }))
    if (outcome.state === 'failed') throw outcome.cause
    const query = new URLSearchParams({ lang: language })
    if (outcome.state === 'again') query.set('again', '1')
    else if (decoded.contact !== null) query.set('contact', '1')
    const location = `/q/${setting.point.code}/thanks?${query}`
    if (wantsJson(context)) return context.json({ state: outcome.state, location }, 200, { 'cache-control': 'no-store' })
    return context.newResponse(null, 303, { location, 'cache-control': 'no-store' })
  } catch (error) {
    dependencies.log.error({ err: error, code: setting.point.code }, 'an answer could not be stored')
    return formAgain(context, posted, { language, status: 503, notice: 'not-saved' })
  }
}

function decode(setting: FormSetting, form: URLSearchParams): Decoded | { readonly problems: readonly FieldProblem[] } {
  const answers = decodeAnswers(setting.version.content, form, setting.unit.asks)
  const contact = contactDaysOf(setting) === null ? ({ ok: true, contact: null } as const) : decodeContact(form)
  if (answers.ok && contact.ok) return { ...answers.value, contact: contact.contact }
  return { problems: [...(answers.ok ? [] : answers.problems), ...(contact.ok ? [] : contact.problems)] }
}

function submissionOf(
  { dependencies, setting, form }: Posted,
  key: SubmissionKey,
  { language, decoded }: { readonly language: Language; readonly decoded: Decoded },
) {
  const { tenant, point } = setting
  const receivedOn = today(setting, dependencies.now())
  return {
    id: key.id,
    day: dayOfResponseId(key.id) ?? receivedOn,
    unitId: key.unitId,
    versionId: key.versionId,
    pointId: point.id,
    channel: point.channel,
    role: RespondentRole.catch('self').parse(form.get(formFields.role)),
    language,
    answers: decoded.answers,
    texts: decoded.texts,
    contact: decoded.contact === null ? null : { details: decoded.contact, receivedOn, dueOn: addDays(receivedOn, tenant.settings.contactDueDays) },
  }
}

type Again = {
  readonly language: Language
  readonly status: 200 | 422 | 503
  readonly problems?: readonly FieldProblem[]
  readonly notice?: 'form-expired' | 'not-saved'
}

/** The form with everything that was filled in, under its own key as long as that is good. */
async function formAgain(
  context: Context,
  { dependencies, setting, form, key }: Posted,
  { language, status, problems = [], notice }: Again,
): Promise<Response> {
  if (status !== 200 && wantsJson(context)) {
    const say = translatorOf(language)
    const title = say(notice === 'not-saved' ? 'survey.error.not-saved' : notice === 'form-expired' ? 'survey.error.form-expired' : 'survey.error.kept')
    return problem(context, {
      status,
      code: status === 503 ? 'unavailable' : 'invalid',
      title,
      errors: problems.map((each) => ({ field: each.field, message: words(say, each) })),
    })
  }
  const { code } = setting.point
  const unitId = setting.unit.id
  const fresh =
    key !== null
      ? (form.get(formFields.key) ?? '')
      : await dependencies.keys.issue(code, { unitId, versionId: setting.version.id, day: today(setting, dependencies.now()) })
  const html = renderSurveyPage({
    ...pageOf(setting, language, { key: fresh, script: dependencies.scriptPath }),
    values: form,
    problems,
    notice: notice ?? null,
  })
  return page(context, html, { status, ...cacheOf(setting) })
}

function pageOf(setting: FormSetting, language: Language, sending: { readonly key: string; readonly script: string }) {
  const { tenant, unit, version, point } = setting
  return {
    content: version.content,
    language,
    languages: languagesOf(setting),
    unit,
    tenant,
    asks: unit.asks,
    contactDays: contactDaysOf(setting),
    sending: { code: point.code, kiosk: point.channel === 'kiosk', ...sending },
  }
}

/** A page is rendered once per code and language; only the key differs from reader to reader. */
const pages = new WeakMap<FormSetting, Map<Language, readonly string[]>>()

function prepared(setting: FormSetting, language: Language, script: string): readonly string[] {
  let byLanguage = pages.get(setting)
  if (byLanguage === undefined) pages.set(setting, (byLanguage = new Map()))
  let parts = byLanguage.get(language)
  if (parts === undefined) byLanguage.set(language, (parts = renderSurveyPage(pageOf(setting, language, { key: keyPlace, script })).split(keyPlace)))
  return parts
}

/** Children are not asked for contact details. */
const contactDaysOf = ({ version, tenant }: FormSetting): number | null => (version.content.audience === 'child' ? null : tenant.settings.contactDueDays)

const today = ({ tenant }: Pick<FormSetting, 'tenant'>, now: Date): string => localDay(now, tenant.settings.timeZone)

const cacheOf = ({ point }: Pick<FormSetting, 'point'>): { readonly cache?: string } => (point.channel === 'kiosk' ? { cache: kioskCache } : {})

/** Languages that both the point offers and the version speaks. */
function languagesOf({ point, version }: FormSetting): readonly Language[] {
  const both = point.languages.filter((language) => version.content.languages.includes(language))
  return both.length === 0 ? version.content.languages : both
}

function languageFor(context: Context, resolved: Resolved): Language {
  const offered = resolved.kind === 'open' ? languagesOf(resolved) : resolved.point.languages
  return chooseLanguage(offered, { asked: context.req.query('lang'), accepts: context.req.header('accept-language') })
}

const statusOf = { unknown: 404, 'not-open': 404, closed: 410 } as const

function deadEnd(context: Context, resolved: Resolved | null): Response | Promise<Response> {
  const reason = resolved === null ? 'unknown' : resolved.kind === 'open' ? 'closed' : resolved.kind
  const place = resolved === null || resolved.unit === null ? null : { tenant: resolved.tenant, unit: resolved.unit }
  return refuse(context, reason, statusOf[reason], place)
}

export function refuse(
  context: Context,
  reason: DeadEnd,
  status: 400 | 404 | 410 | 411 | 413 | 415 | 500 | 503,
  place: Parameters<typeof renderDeadEnd>[0]['place'] = null,
): Response | Promise<Response> {
  const language = chooseLanguage(allLanguages, { asked: context.req.query('lang'), accepts: context.req.header('accept-language') })
  if (wantsJson(context)) return problem(context, { status, code: reason, title: translatorOf(language)(`survey.${reason}.title`) })
  return page(context, renderDeadEnd({ language, reason, place }), { status })
}
