import { listen, openDatabase, submissionSecrets } from '@kuulolla/db'
import type { Log, Running } from '@kuulolla/runtime'
import { submitResponses } from '@kuulolla/services'
import { createSurveyApp } from './app.ts'
import { createDirectory } from './directory.ts'
import { createIntakeQueue } from './intake-queue.ts'
import { createKeyRing } from './key-ring.ts'

export type SurveyConfig = {
  /** As the survey role. */
  readonly databaseUrl: string
  readonly publicUrl: string
  /** Contact details are sealed to it; the survey cannot open them. */
  readonly contactPublicKey: string
  readonly log: Log
}

export async function start({ databaseUrl, publicUrl, contactPublicKey, log }: SurveyConfig): Promise<Running> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'kuulolla survey' })
  const now = (): Date => new Date()
  const directory = createDirectory(db, now)
  const queue = createIntakeQueue({ store: (tenantId, batch) => submitResponses({ db, contactPublicKey }, tenantId, batch) })
  const listener = await listen({
    url: databaseUrl,
    channels: ['kuulolla_point'],
    onNotify: (_channel, code) => directory.forget(code === '' ? undefined : code),
    onReconnect: () => directory.forget(),
    onError: (error) => log.warn({ err: error }, 'the survey does not hear of changes just now'),
  })
  const app = createSurveyApp({ db, contactPublicKey, directory, queue, keys: createKeyRing(db, now), now, log, secure: publicUrl.startsWith('https:') })
  return {
    fetch: (request) => app.fetch(request),
    async ready() {
      return submissionSecrets(db).then(
        () => [],
        () => ['survey: the database does not answer'],
      )
    },
    async stop() {
      await queue.drain()
      await listener.stop()
      await db.destroy()
    },
  }
}
