import { DomainError, type Actor, type Language } from '@kuulolla/core'
import { posterPdf, qrPng, qrSvg, type PosterSize } from '@kuulolla/documents'
import { previewQuestionnaire, readPointSheets, type PointSheet } from '@kuulolla/services'
import { renderSurveyPage, surveySecurityPolicy } from '@kuulolla/ui/survey'
import { Hono, type Context } from 'hono'
import type { ApiDependencies } from './dependencies.ts'

type Options = {
  readonly services: ApiDependencies
  /** Who asks, in the tenant whose slug stands in the address. */
  readonly actorOf: (c: Context, slug: string) => Promise<Actor>
}

const pngPixels = 1200

/** What administration looks at and prints, below `/api/t/:slug`: QR codes, posters, and the survey page as a preview. */
export function adminFiles({ services, actorOf }: Options): Hono {
  const app = new Hono()
  const linkOf = (sheet: PointSheet): string => `${services.publicUrl}/q/${sheet.code}`
  const sheets = async (c: Context, pointIds: readonly number[]): Promise<readonly PointSheet[]> =>
    readPointSheets.call(services, await actorOf(c, c.req.param('slug') ?? ''), { pointIds: [...pointIds] })

  app.get('/api/t/:slug/points/:id{[0-9]+}/qr.svg', async (c) => {
    const [sheet] = await sheets(c, [Number(c.req.param('id'))])
    if (sheet === undefined) throw new DomainError('not-found', 'point-not-found')
    return c.body(qrSvg(linkOf(sheet)), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'private, no-cache' })
  })
  app.get('/api/t/:slug/points/:id{[0-9]+}/qr.png', async (c) => {
    const [sheet] = await sheets(c, [Number(c.req.param('id'))])
    if (sheet === undefined) throw new DomainError('not-found', 'point-not-found')
    return c.body(new Uint8Array(qrPng(linkOf(sheet), pngPixels)), 200, { 'content-type': 'image/png', 'cache-control': 'private, no-cache' })
  })
  app.get('/api/t/:slug/points/posters.pdf', async (c) => {
    const wanted = (c.req.query('points') ?? '').split(',').filter((id) => /^[0-9]{1,9}$/.test(id))
    const found = await sheets(c, wanted.map(Number))
    const size: PosterSize = c.req.query('paper') === 'a5' ? 'A5' : 'A4'
    const posters = found.map((sheet) => ({ organisation: sheet.organisation, unitName: sheet.unitNames, languages: sheet.languages, link: linkOf(sheet) }))
    const name = found.length === 1 ? `${found[0]?.code}-${size}.pdf` : `posters-${size}.pdf`
    return c.body(ReadableStream.from(posterPdf({ size, posters, created: services.now() })), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    })
  })
  app.get('/api/t/:slug/questionnaires/:id{[0-9]+}/preview', async (c) => {
    const version = Number(c.req.query('version')) || null
    const shown = await previewQuestionnaire.call(services, await actorOf(c, c.req.param('slug')), { questionnaireId: Number(c.req.param('id')), version })
    const language: Language = shown.content.languages.find((each) => each === c.req.query('language')) ?? shown.content.languages[0] ?? 'fi'
    const page = renderSurveyPage({
      content: shown.content,
      language,
      languages: shown.content.languages,
      unit: { id: 0, names: shown.tenant.names, serviceNames: null },
      tenant: shown.tenant,
      asks: null,
      contactDays: shown.contactDays,
      sending: null,
    })
    // Framed by the editor and by nothing else; the editor's frame runs and sends nothing.
    return c.html(page, 200, { 'content-security-policy': surveySecurityPolicy("'self'"), 'cache-control': 'private, no-store' })
  })
  return app
}
