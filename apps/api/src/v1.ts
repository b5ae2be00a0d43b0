import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { Audience, Channel, DomainError, Grain, may, RespondentRole, type Actor, type Permission } from '@kuulolla/core'
import { apiKeyActor, exportAnswers, exportFigures, listUnits, parse, readFigures, readOutline, type Dependencies } from '@kuulolla/services'
import type { Context } from 'hono'
import { fileResponse } from './export-routes.ts'
import { answerExportOf, AnswerParameters, figureExportOf, FigureParameters, figureQueryOf, FileParameters, parametersOf } from './query-parameters.ts'

type KeyActor = Extract<Actor, { kind: 'api-key' }>
type Endpoint = {
  readonly path: string
  readonly permission: Permission
  readonly summary: string
  readonly query?: z.ZodObject
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>
  readonly answer: (context: Context, actor: KeyActor) => Promise<Response>
}

const Text = z.record(z.string(), z.string()).openapi({ description: 'Texts by language tag.', example: { fi: 'Keskus', sv: 'Centralen' } })
const Unit = z
  .object({
    id: z.int(),
    code: z.string(),
    names: Text,
    kind: z.string(),
    serviceCode: z.string().nullable(),
    parentId: z.int().nullable(),
    endedOn: z.iso.date().nullable().openapi({ description: 'The last day on which it worked.' }),
    npsTarget: z.number().nullable(),
  })
  .openapi('Unit')
const Measure = z.object({ code: z.string(), audience: Audience, scale: z.string(), names: Text, wordings: Text, options: z.array(Text) }).openapi('Measure')
const Outline = z
  .object({
    today: z.iso.date(),
    timeZone: z.string(),
    threshold: z.int().openapi({ description: 'Figures of fewer answers are withheld.' }),
    npsTarget: z.number().nullable(),
    shareTarget: z.number().nullable(),
    measures: z.array(Measure),
  })
  .openapi('Outline')
const Interval = z.object({ low: z.number(), high: z.number(), confidence: z.number(), method: z.enum(['adjusted-wald', 'wilson', 't']) }).openapi('Interval')
const FigureValue = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('shown'), n: z.int(), estimate: z.object({ value: z.number(), interval: Interval.nullable() }) }),
    z.object({ state: z.literal('none') }),
    z.object({ state: z.literal('withheld'), reason: z.enum(['too-few']) }),
  ])
  .openapi('FigureValue')
const Figure = z
  .object({
    unitId: z.int(),
    bucket: z.string(),
    measure: z.string().nullable().openapi({ description: 'Null for the count of answer sheets.' }),
    definition: z.object({ id: z.string(), version: z.int() }),
    statistic: z.enum(['nps', 'share', 'mean', 'count']),
    value: FigureValue,
    versions: z.array(z.int()),
    breaks: z.boolean(),
    excluded: z.object({ notConcerned: z.int().nullable(), skipped: z.int().nullable() }),
  })
  .openapi('Figure')
const FigureTable = z
  .object({
    figures: z.array(Figure),
    buckets: z.array(z.object({ key: z.string(), from: z.iso.date(), to: z.iso.date(), complete: z.boolean() })),
    freshness: z.object({ sweptAt: z.iso.datetime().nullable(), pending: z.boolean() }),
    threshold: z.int(),
  })
  .openapi('FigureTable')
const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    reason: z.string(),
    errors: z.array(z.object({ field: z.string(), detail: z.string() })),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details, in the language of Accept-Language.' })

const json = (schema: z.ZodType): Endpoint['content'] => ({ 'application/json': { schema } })
const file: Endpoint['content'] = Object.fromEntries(
  ['text/csv', 'application/zip', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/json'].map((type) => [
    type,
    { schema: z.string().openapi({ format: 'binary' }) },
  ]),
)
const noStore = { 'cache-control': 'no-store' }

function endpoints(dependencies: Dependencies): readonly Endpoint[] {
  const today = async (actor: Actor): Promise<string> => (await readOutline.call(dependencies, actor, {})).today
  return [
    {
      path: '/api/v1/units',
      permission: 'figures:read',
      summary: 'The unit tree as it is today',
      content: json(z.array(Unit)),
      answer: async (_, actor) => Response.json(await listUnits.call(dependencies, actor, {}), { headers: noStore }),
    },
    {
      path: '/api/v1/measures',
      permission: 'figures:read',
      summary: 'What is measured, and the settings that figures depend on',
      content: json(Outline),
      answer: async (_, actor) => Response.json(await readOutline.call(dependencies, actor, {}), { headers: noStore }),
    },
    {
      path: '/api/v1/figures',
      permission: 'figures:read',
      summary: 'Figures of units by period; few answers are withheld as on the screen',
      query: FigureParameters.omit({ below: true }),
      content: json(FigureTable),
      async answer(context, actor) {
        const asked = parse(FigureParameters.omit({ below: true }), parametersOf(context.req.url))
        const units = asked.childrenOf === undefined ? (asked.unit ?? []) : { childrenOf: asked.childrenOf }
        return Response.json(await readFigures.call(dependencies, actor, { ...figureQueryOf(asked, await today(actor)), units }), { headers: noStore })
      },
    },
    {
      path: '/api/v1/export/figures',
      permission: 'figures:read',
      summary: 'Figures as a file, with their dictionary, definitions and questionnaire versions',
      query: FigureParameters.extend(FileParameters.shape),
      content: file,
      answer: async (context, actor) => fileResponse(await exportFigures(dependencies, actor, figureExportOf(context.req.url, await today(actor)))),
    },
    {
      path: '/api/v1/export/answers',
      permission: 'answers:export',
      summary: 'Answer sheets row by row; open texts only with the scope texts:read',
      query: AnswerParameters.extend(FileParameters.shape),
      content: file,
      answer: async (context, actor) => fileResponse(await exportAnswers(dependencies, actor, answerExportOf(context.req.url))),
    },
  ]
}

/** The API for other systems: a key in `Authorization: Bearer` decides the tenant, its scopes what may be read. */
export function v1(dependencies: Dependencies): OpenAPIHono {
  const app = new OpenAPIHono()
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer', description: 'A key made by an administrator.' })
  const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })
  for (const { path, permission, summary, query, content, answer } of endpoints(dependencies)) {
    const route = createRoute({
      method: 'get',
      path,
      summary,
      security: [{ key: [permission] }],
      responses: {
        200: { description: summary, content },
        401: problem('No working key'),
        403: problem('The key has not the scope'),
        422: problem('A parameter is wrong'),
      },
    })
    // Described here, parsed where it is answered: what is wrong comes out in the catalogue's words.
    app.openAPIRegistry.registerPath(query === undefined ? route : { ...route, request: { query } })
    app.get(path, async (context) => {
      const actor = await apiKeyActor(dependencies, bearerOf(context.req.header('authorization')))
      if (!may(actor, permission)) throw new DomainError('forbidden', 'key-scope-missing')
      return answer(context, actor)
    })
  }
  app.doc31('/api/v1/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Kuulolla',
      version: '1',
      description: `Figures and exports of client feedback. Grains: ${Grain.options.join(', ')}. Channels: ${Channel.options.join(', ')}. Roles: ${RespondentRole.options.join(', ')}.`,
    },
  })
  return app
}

function bearerOf(header: string | undefined): string {
  const secret = /^Bearer ([\w-]{20,200})$/i.exec(header ?? '')?.[1]
  if (secret === undefined) throw new DomainError('unauthenticated', 'key-not-valid')
  return secret
}
