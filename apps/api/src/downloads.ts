import type { Language } from '@kuulolla/core'
import { posterPdf, qrPng, qrSvg } from '@kuulolla/documents'
import { parse, previewQuestionnaire, printPoints } from '@kuulolla/services'
import { renderSurveyPage, surveySecurityPolicy } from '@kuulolla/ui/survey'
import { z } from 'zod'
import type { ApiDependencies } from './dependencies.ts'
import { download } from './file-response.ts'
import type { Route } from './routes.ts'

const number = z.coerce.number().int().positive()
const qrPixels = 1024

const PosterQuery = z.object({
  points: z.preprocess((list) => String(list).split(','), z.array(number).min(1).max(500)),
  paper: z.enum(['a4', 'a5']).default('a4'),
})
const PreviewQuery = z.object({ version: number.nullable().default(null), language: z.string().max(20).optional() })

/** What the dashboard's links lead to: plain addresses, so that a browser downloads or frames them by itself. */
export function downloadRoutes(dependencies: ApiDependencies): readonly Route[] {
  const { publicUrl, now } = dependencies
  const link = (code: string): string => `${publicUrl}/q/${code}`
  const qr = (form: 'svg' | 'png'): Route => ({
    method: 'GET',
    path: `/api/t/:slug/points/:pointId/qr.${form}`,
    access: 'points:manage',
    async answer(context, { actor }) {
      const pointId = parse(number, context.req.param('pointId'))
      const { points } = await printPoints.call(dependencies, actor, { pointIds: [pointId] })
      const code = points[0]?.code ?? ''
      const body = form === 'svg' ? qrSvg(link(code)) : new Uint8Array(qrPng(link(code), qrPixels))
      return download(body, { name: `qr-${code}.${form}`, type: form === 'svg' ? 'image/svg+xml' : 'image/png', inline: true })
    },
  })
  return [
    qr('svg'),
    qr('png'),
    {
      method: 'GET',
      path: '/api/t/:slug/points/posters.pdf',
      access: 'points:manage',
      async answer(context, { actor }) {
        const { points: pointIds, paper } = parse(PosterQuery, context.req.query())
        const { organisation, points } = await printPoints.call(dependencies, actor, { pointIds })
        const posters = points.map(({ code, unitNames, languages }) => ({ organisation, unitName: unitNames, languages, link: link(code) }))
        const name = points.length === 1 ? `poster-${points[0]?.code ?? ''}.pdf` : 'posters.pdf'
        return download(posterPdf({ size: paper === 'a4' ? 'A4' : 'A5', posters, created: now() }), { name, type: 'application/pdf' })
      },
    },
    {
      method: 'GET',
      path: '/api/t/:slug/questionnaires/:questionnaireId/preview',
      access: 'questionnaires:manage',
      async answer(context, { actor, request }) {
        const { version, language } = parse(PreviewQuery, context.req.query())
        const questionnaireId = parse(number, context.req.param('questionnaireId'))
        const shown = await previewQuestionnaire.call(dependencies, actor, { questionnaireId, version })
        const { languages } = shown.content
        const spoken: Language = languages.find((each) => each === language) ?? languages.find((each) => each === request.language) ?? languages[0] ?? 'fi'
        return new Response(renderSurveyPage({ ...shown, language: spoken, languages, asks: null, sending: null }), {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'cache-control': 'no-store',
            'content-security-policy': surveySecurityPolicy("'self'"),
            'x-frame-options': 'SAMEORIGIN',
          },
        })
      },
    },
  ]
}
