import { createLog, type Config, type Running, type Secrets } from '@kuulolla/runtime'
import type { Addresses } from '@kuulolla/db'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type { Parts } from './listener.ts'

export type PartsOptions = { readonly config: Config; readonly secrets: Secrets; readonly addresses: Addresses; readonly publicUrl: string }

type Start = (options: Readonly<Record<string, unknown>>) => Promise<Running>

/** Survey, api and worker, each with no more than it needs: the survey has no key that opens contact details. */
export async function startParts({ config, secrets, addresses, publicUrl }: PartsOptions): Promise<Parts> {
  const log = createLog(config.logLevel)
  const common = { publicUrl }
  const survey = await startPart('survey', {
    ...common,
    databaseUrl: addresses.survey,
    contactPublicKey: secrets.contactPublicKey,
    log: log.child({ part: 'survey' }),
  })
  const api = await startPart('api', {
    ...common,
    databaseUrl: addresses.app,
    authSecret: secrets.authSecret,
    contactPrivateKey: secrets.contactPrivateKey,
    smtpUrl: config.smtpUrl,
    log: log.child({ part: 'api' }),
    dashboardDirectory: fileURLToPath(new URL('../../dashboard/dist/', import.meta.url)),
  })
  const worker = await startPart('worker', {
    databaseUrl: addresses.app,
    redisUrl: config.redisUrl,
    contactPrivateKey: secrets.contactPrivateKey,
    log: log.child({ part: 'worker' }),
    erasureJournal: join(config.dataDirectory, 'erasures.jsonl'),
  })
  return { survey, api, worker }
}

async function startPart(name: string, options: Readonly<Record<string, unknown>>): Promise<Running> {
  const module = (await import(`@kuulolla/${name}`)) as { readonly start?: Start }
  if (module.start === undefined)
    return {
      fetch: () => new Response(`${name} is not there yet\n`, { status: 503 }),
      ready: () => Promise.resolve(['is not there yet']),
      stop: () => Promise.resolve(),
    }
  return module.start(options)
}
