import { exportAnswers, exportFigures, readOutline, type ExportedFile } from '@kuulolla/services'
import type { ApiDependencies } from './dependencies.ts'
import { download } from './file-response.ts'
import { answerExportOf, figureExportOf } from './query-parameters.ts'
import type { Route } from './routes.ts'

/** Files for the dashboard; `/api/v1` gives the same ones to other systems. */
export function exportRoutes(dependencies: ApiDependencies): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/t/:slug/export/figures',
      access: 'figures:read',
      async answer(context, { actor }) {
        const { today } = await readOutline.call(dependencies, actor, {})
        return fileResponse(await exportFigures(dependencies, actor, figureExportOf(context.req.url, today)))
      },
    },
    {
      method: 'GET',
      path: '/api/t/:slug/export/answers',
      access: 'answers:export',
      answer: async (context, { actor }) => fileResponse(await exportAnswers(dependencies, actor, answerExportOf(context.req.url))),
    },
  ]
}

export const fileResponse = ({ fileName, contentType, body }: ExportedFile): Response => download(body, { name: fileName, type: contentType })
