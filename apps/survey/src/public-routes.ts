import { randomUUID } from 'node:crypto'
import { localDay, type Language } from '@kuulolla/core'
import { inTenant, openPointsOfUnit, surveyUnit, tenantBySlug, type Db, type Tenant } from '@kuulolla/db'
import { chooseLanguage } from '@kuulolla/i18n'
import { catalogues } from '@kuulolla/i18n/catalogues'
import { accessibilityDueDays, recordAccessibilityFeedback } from '@kuulolla/services'
import { renderAccessibilityPage, renderNotFound, renderPrivacyPage, renderUnitPage } from '@kuulolla/ui/survey'
import { Hono, type Context } from 'hono'
import { refuse } from './form-routes.ts'
import { page, readForm } from './http.ts'

export type PublicDependencies = { readonly db: Db; readonly contactPublicKey: string; readonly now: () => Date }

type Reader = { readonly tenant: Tenant; readonly language: Language; readonly languages: readonly Language[] }

/** `/p/<slug>/…`: what stands behind the form's links. */
export function publicRoutes({ db, contactPublicKey, now }: PublicDependencies): Hono {
  const routes = new Hono()

  async function readerOf(context: Context, asked = context.req.query('lang')): Promise<Reader | null> {
    const tenant = await tenantBySlug(db, context.req.param('slug') ?? '')
    if (tenant === null) return null
    const spoken = tenant.settings.languages.filter((language) => catalogues.has(language))
    const languages = spoken.length === 0 ? ['fi'] : spoken
    return { tenant, languages, language: chooseLanguage(languages, { asked, accepts: context.req.header('accept-language') }) }
  }

  routes.get('/:slug/privacy', async (context) => {
    const reader = await readerOf(context)
    return reader === null ? notFound(context) : page(context, renderPrivacyPage(reader))
  })

  routes.get('/:slug/accessibility', async (context) => {
    const reader = await readerOf(context)
    if (reader === null) return notFound(context)
    return page(context, renderAccessibilityPage({ ...reader, formId: randomUUID(), sent: context.req.query('sent') === '1', dueDays: accessibilityDueDays }))
  })

  routes.post('/:slug/accessibility', async (context) => {
    const form = await readForm(context.req.raw)
    if (!(form instanceof URLSearchParams)) return refuse(context, form.reason, form.status)
    const reader = await readerOf(context, form.get('lang') ?? undefined)
    if (reader === null) return notFound(context)
    const { tenant, language } = reader
    const outcome = await recordAccessibilityFeedback({ db, contactPublicKey }, tenant.id, { form, today: localDay(now(), tenant.settings.timeZone) })
    if (outcome.ok) return context.newResponse(null, 303, { location: `/p/${tenant.slug}/accessibility?lang=${language}&sent=1`, 'cache-control': 'no-store' })
    const formId = outcome.problems.some((problem) => problem.field === 'id') ? randomUUID() : (form.get('id') ?? '')
    const html = renderAccessibilityPage({ ...reader, formId, sent: false, values: form, problems: outcome.problems, dueDays: accessibilityDueDays })
    return page(context, html, { status: 422 })
  })

  routes.get('/:slug/u/:unitId{[1-9][0-9]{0,8}}', async (context) => {
    const reader = await readerOf(context)
    if (reader === null) return notFound(context)
    const unit = await inTenant(
      db,
      reader.tenant.id,
      async (tx) => {
        const found = await surveyUnit(tx, Number(context.req.param('unitId')))
        return found === null ? null : { ...found, points: await openPointsOfUnit(tx, found.id, now()) }
      },
      { readOnly: true },
    )
    return unit === null ? notFound(context) : page(context, renderUnitPage({ ...reader, unit }))
  })

  return routes
}

export function notFound(context: Context): Promise<Response> {
  const languages = ['fi', ...[...catalogues.keys()].filter((language) => language !== 'fi')]
  const language = chooseLanguage(languages, { asked: context.req.query('lang'), accepts: context.req.header('accept-language') })
  return page(context, renderNotFound(language), { status: 404 })
}
