import { start as startApi } from '@kuulolla/api'
import type { Addresses } from '@kuulolla/db'
import type { Config, Log, Running, Secrets } from '@kuulolla/runtime'
import { start as startSurvey } from '@kuulolla/survey'
import { start as startWorker } from '@kuulolla/worker'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type { Parts } from './listener.ts'

export type PartsOptions = { readonly config: Config; readonly secrets: Secrets; readonly addresses: Addresses; readonly publicUrl: string; readonly log: Log }

/** Survey, api and worker, each with no more than it needs: the survey has no key that opens contact details. */
export async function startParts({ config, secrets, addresses, publicUrl, log }: PartsOptions): Promise<Parts> {
  const erasureJournal = join(config.dataDirectory, 'erasures.jsonl')
  const starts = {
    survey: () => startSurvey({ databaseUrl: addresses.survey, publicUrl, contactPublicKey: secrets.contactPublicKey, log: log.child({ part: 'survey' }) }),
    api: () =>
      startApi({
        databaseUrl: addresses.app,
        publicUrl,
        authSecret: secrets.authSecret,
        contactPrivateKey: secrets.contactPrivateKey,
        smtpUrl: config.smtpUrl,
        log: log.child({ part: 'api' }),
        dashboardDirectory: fileURLToPath(new URL('../../dashboard/dist/', import.meta.url)),
        erasureJournal,
      }),
    worker: () =>
      startWorker({
        databaseUrl: addresses.app,
        redisUrl: config.redisUrl,
        contactPrivateKey: secrets.contactPrivateKey,
        log: log.child({ part: 'worker' }),
        erasureJournal,
      }),
  } as const
  const started: Running[] = []
  const start = async (run: () => Promise<Running>): Promise<Running> => {
    const part = await run()
    started.push(part)
    return part
  }
  try {
    return { survey: await start(starts.survey), api: await start(starts.api), worker: await start(starts.worker) }
  } catch (error) {
    await Promise.all(started.map((part) => part.stop()))
    throw error
  }
}
