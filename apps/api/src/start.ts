import { createMailSender } from '@kuulolla/channels'
import { openDatabase } from '@kuulolla/db'
import type { Log, Running } from '@kuulolla/runtime'
import { createAccounts, fileErasureJournal } from '@kuulolla/services'
import { createApp } from './app.ts'
import { dashboardFiles } from './dashboard-files.ts'
import type { ApiDependencies } from './dependencies.ts'
import { createEventHub } from './event-hub.ts'
import { signInHandler } from './sign-in-routes.ts'
import { logDefect } from './unexpected.ts'

export type ApiConfig = {
  /** As the application role. */
  readonly databaseUrl: string
  /** Where people reach the dashboard and the survey, without a slash at the end. */
  readonly publicUrl: string
  readonly authSecret: string
  /** Base64url; opens what the survey sealed. */
  readonly contactPrivateKey: string
  /** Null: nothing is mailed. */
  readonly smtpUrl: string | null
  readonly log: Log
  /** The dashboard's build. */
  readonly dashboardDirectory: string
  /** Path of the file that says which answers have been erased. */
  readonly erasureJournal: string
}

export async function start({
  databaseUrl,
  publicUrl,
  authSecret,
  contactPrivateKey,
  smtpUrl,
  log,
  dashboardDirectory,
  erasureJournal,
}: ApiConfig): Promise<Running> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'kuulolla api' })
  const now = (): Date => new Date()
  const mail = smtpUrl === null ? null : createMailSender(smtpUrl)
  const baseUrl = publicUrl.replace(/\/$/, '')
  const accounts = createAccounts({ databaseUrl, baseUrl, secret: authSecret, mail, onTrouble: (level, message) => log[level]({ part: 'sign-in' }, message) })
  const dependencies: ApiDependencies = {
    db,
    now,
    mail,
    accounts,
    contactPrivateKey,
    publicUrl: baseUrl,
    journal: fileErasureJournal(erasureJournal),
    onTrouble: (error, message) => logDefect(log, error, message),
  }
  const events = await createEventHub({ databaseUrl, log })
  const app = createApp({ dependencies, signIn: signInHandler(accounts, now), events, dashboard: await dashboardFiles(dashboardDirectory), log })
  return {
    fetch: (request, env) => app.fetch(request, env),
    async ready() {
      const database = await db
        .selectFrom('tenant')
        .select('id')
        .limit(1)
        .execute()
        .then(
          () => [],
          () => ['the database does not answer'],
        )
      return [...database, ...(events.connected() ? [] : ['does not hear of new figures'])]
    },
    async stop() {
      await events.stop()
      mail?.close()
      await accounts.close()
      await db.destroy()
    },
  }
}
