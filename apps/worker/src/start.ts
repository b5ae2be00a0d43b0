import type { Actor } from '@kuulolla/core'
import { allTenants, listen, openDatabase } from '@kuulolla/db'
import type { Log, Running } from '@kuulolla/runtime'
import { applyRetention, fileErasureJournal, foldAllTallies, reapplyErasures, recount, type Dependencies } from '@kuulolla/services'
import { createFoldLoop } from './fold-loop.ts'
import { startSchedules, type JobName } from './schedules.ts'

export type WorkerConfig = {
  /** As the application role. */
  readonly databaseUrl: string
  /** Null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null
  readonly contactPrivateKey: string
  readonly log: Log
  /** Path of the file that says which answers have been erased. */
  readonly erasureJournal: string
}

const channel = 'kuulolla_stale'

/** Counts what is marked as soon as it is marked, and keeps house at night. */
export async function start({ databaseUrl, redisUrl, log, erasureJournal }: WorkerConfig): Promise<Running> {
  const db = openDatabase({ url: databaseUrl, max: 4, applicationName: 'kuulolla worker' })
  const dependencies: Dependencies = { db, now: () => new Date() }
  const as = (tenantId: number, job: string): Actor => ({ kind: 'system', tenantId, job })
  const folds = createFoldLoop({
    fold: (tenantId) => foldAllTallies(dependencies, as(tenantId, 'fold')),
    onError: (error, tenantId) => log.error({ err: error, tenant: tenantId }, 'counting failed; the marks stay'),
  })
  const nudgeAll = (): void => {
    allTenants(db).then(
      (tenants) => tenants.forEach((tenantId) => folds.nudge(tenantId)),
      (error: unknown) => log.error({ err: error }, 'tenants could not be listed'),
    )
  }

  const jobs: Readonly<Record<JobName, (tenantId: number) => Promise<void>>> = {
    async sweep(tenantId) {
      await foldAllTallies(dependencies, as(tenantId, 'sweep'))
    },
    async recount(tenantId) {
      const { unitMonths, sheets, differing, cells } = await recount(dependencies, as(tenantId, 'recount'), { mend: true })
      if (differing > 0) log.error({ tenant: tenantId, differing, first: cells[0] }, 'tallies differed from the answers and were counted again')
      else log.info({ tenant: tenantId, unitMonths, sheets }, 'tallies equal the answers')
    },
    async retention(tenantId) {
      const removed = await applyRetention(dependencies, as(tenantId, 'retention'))
      log.info({ tenant: tenantId, ...removed, texts: undefined, textsRemoved: removed.texts }, 'what was kept for long enough is removed')
    },
  }
  /** Tenant by tenant: one that fails does not keep the others from their turn. */
  const run = async (job: JobName): Promise<void> => {
    const failures: unknown[] = []
    for (const tenantId of await allTenants(db)) {
      await jobs[job](tenantId).catch((error: unknown) => {
        log.error({ err: error, tenant: tenantId, job }, 'job failed for a tenant')
        failures.push(error)
      })
    }
    if (failures.length > 0) throw new AggregateError(failures, `${job} failed for ${failures.length} tenants`)
  }

  const { erased } = await reapplyErasures({ ...dependencies, journal: fileErasureJournal(erasureJournal) })
  if (erased > 0) log.warn({ erased }, 'answers that had been erased were in the database again and are erased')
  const schedules = await startSchedules({ databaseUrl, redisUrl, run, onError: (error) => log.error({ err: error }, 'queue') })
  const listener = await listen({
    url: databaseUrl,
    channels: [channel],
    onNotify: (_, payload) => {
      const tenantId = Number(payload)
      if (Number.isSafeInteger(tenantId) && tenantId > 0) folds.nudge(tenantId)
    },
    onReconnect: nudgeAll,
    onError: (error) => log.warn({ err: error }, 'listening was interrupted'),
  })
  // Marks that were left while nobody listened.
  nudgeAll()

  return {
    async ready() {
      const answers = await allTenants(db).then(
        () => true,
        () => false,
      )
      return [...(answers ? [] : ['database']), ...(listener.connected() ? [] : ['listener']), ...(schedules.running() ? [] : ['queue'])]
    },
    async stop() {
      await listener.stop()
      await schedules.stop()
      await folds.stop()
      await db.destroy()
    },
  }
}
