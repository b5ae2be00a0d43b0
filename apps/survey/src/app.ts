import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DomainError } from '@kuulolla/core'
import { surveySecurityPolicy } from '@kuulolla/ui/survey'
import { Hono } from 'hono'
import { formRoutes, refuse, type FormDependencies } from './form-routes.ts'
import { notFound, publicRoutes, type PublicDependencies } from './public-routes.ts'

const script = readFileSync(new URL('browser/survey.js', import.meta.url), 'utf8')
const scriptVersion = createHash('sha256').update(script).digest('base64url').slice(0, 12)

export type SurveyAppDependencies = Omit<FormDependencies, 'scriptPath'> &
  PublicDependencies & { /** Whether the public address is https. */ readonly secure: boolean }

/** Everything the public sees, as one Hono app. */
export function createSurveyApp(dependencies: SurveyAppDependencies): Hono {
  const { log } = dependencies
  const headers: Readonly<Record<string, string>> = {
    'content-security-policy': surveySecurityPolicy(),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
    ...(dependencies.secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  const app = new Hono()

  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value)
  })

  app.get('/survey.js', (context) => {
    const immutable = context.req.query('v') === scriptVersion
    return context.newResponse(script, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  })
  app.route('/q', formRoutes({ ...dependencies, scriptPath: `/survey.js?v=${scriptVersion}` }))
  app.route('/p', publicRoutes(dependencies))
  app.notFound(notFound)

  app.onError(async (error, context) => {
    // A database that is away and a defect look the same from outside; the log tells them apart.
    if (!(error instanceof DomainError)) log.error({ err: error }, 'a survey request failed')
    return refuse(context, 'unavailable', 503)
  })
  return app
}
