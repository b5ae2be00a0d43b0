import type { Actor } from '@kuulolla/core'
import { allTenants, listen, openDatabase } from '@kuulolla/db'
import type { Log, Running } from '@kuulolla/runtime'
import {
  applyRetention,
  fileErasureJournal,
  foldAllTallies,
  nightlyTurn,
  reapplyErasures,
  recount,
  rotateSubmissionSecret,
  sweepTallies,
  type Dependencies,
} from '@kuulolla/services'
import { createFoldLoop } from './fold-loop.ts'
import { startSchedules } from './schedules.ts'
import { usualTimes, type JobName, type Timetable } from './timetable.ts'

export type WorkerConfig = {
  /** As the application role. */
  readonly databaseUrl: string
  /** Null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null
  readonly contactPrivateKey: string
  readonly log: Log
  /** Path of the file that says which answers have been erased. */
  readonly erasureJournal: string
  /** Where jobs are to run at other times than usual. */
  readonly times?: Partial<Timetable>
}

const channel = 'kuulolla_stale'

/** Counts what is marked as soon as it is marked, and keeps house at night. */
export async function start({ databaseUrl, redisUrl, log, erasureJournal, times = {} }: WorkerConfig): Promise<Running> {
  const db = openDatabase({ url: databaseUrl, max: 4, applicationName: 'kuulolla worker' })
  const dependencies: Dependencies = { db, now: () => new Date() }
  const as = (tenantId: number, job: string): Actor => ({ kind: 'system', tenantId, job })
  const folds = createFoldLoop({
    fold: (tenantId) => foldAllTallies(dependencies, as(tenantId, 'fold')),
    onError: (error, tenantId) => log.error({ err: error, tenant: tenantId }, 'counting failed; the marks stay'),
  })
  const databaseAnswers = (): Promise<boolean> =>
    allTenants(db).then(
      () => true,
      () => false,
    )

  const jobs: Readonly<Record<Exclude<JobName, 'rotation'>, (tenantId: number) => Promise<void>>> = {
    async sweep(tenantId) {
      await sweepTallies(dependencies, as(tenantId, 'sweep'))
    },
    async recount(tenantId) {
      const { unitMonths, sheets, differing, cells } = await recount(dependencies, as(tenantId, 'recount'), { turn: nightlyTurn, mend: true })
      if (differing > 0) log.error({ tenant: tenantId, differing, first: cells[0] }, 'tallies differed from the answers and were counted again')
      else log.info({ tenant: tenantId, unitMonths, sheets }, 'tallies equal the answers')
    },
    async retention(tenantId) {
      const { frozenBefore, answers, texts, contacts } = await applyRetention(dependencies, as(tenantId, 'retention'))
      log.info({ tenant: tenantId, frozenBefore, removed: { answers, comments: texts, addresses: contacts } }, 'what was kept for long enough is removed')
    },
  }
  /** Tenant by tenant: one that fails does not keep the others from their turn. Gives back those that failed. */
  const run = async (job: JobName, tenants: readonly number[] | null): Promise<readonly number[]> => {
    if (job === 'rotation') {
      if (await rotateSubmissionSecret(dependencies)) log.info('the secret that seals submission keys is replaced')
      return []
    }
    const failed: number[] = []
    for (const tenantId of tenants ?? (await allTenants(db))) {
      try {
        await jobs[job](tenantId)
      } catch (error) {
        // Without a database every tenant would fail; then the whole job is tried again.
        if (!(await databaseAnswers())) throw error
        log.error({ err: error, tenant: tenantId, job }, 'job failed for a tenant')
        failed.push(tenantId)
      }
    }
    return failed
  }
  const catchUp = (): Promise<void> =>
    run('sweep', null).then(
      () => undefined,
      (error: unknown) => log.error({ err: error }, 'catching up failed; the next sweep tries again'),
    )

  const { erased } = await reapplyErasures({ ...dependencies, journal: fileErasureJournal(erasureJournal) })
  if (erased > 0) log.warn({ erased }, 'answers that had been erased were in the database again and are erased')
  const trouble = quietly((error: Error, job: string | null) =>
    job === null ? log.warn({ err: error }, 'the job queue is interrupted') : log.error({ err: error, job }, 'job failed'),
  )
  const schedules = await startSchedules({ databaseUrl, redisUrl, times: { ...usualTimes, ...times }, run, onError: trouble })
  let catchingUp = Promise.resolve()
  const listener = await listen({
    url: databaseUrl,
    channels: [channel],
    onNotify: (_, payload) => {
      const tenantId = Number(payload)
      if (Number.isSafeInteger(tenantId) && tenantId > 0) folds.nudge(tenantId)
    },
    onReconnect: () => {
      log.info('listening again')
      catchingUp = catchingUp.then(catchUp)
      schedules.arrange().catch((error: Error) => trouble(error, null))
    },
    onError: (error) => log.warn({ err: error }, 'listening was interrupted'),
  })
  // Marks that were left while nobody listened.
  catchingUp = catchingUp.then(catchUp)

  return {
    async ready() {
      return [...((await databaseAnswers()) ? [] : ['database']), ...(listener.connected() ? [] : ['listener']), ...(schedules.running() ? [] : ['queue'])]
    },
    async stop() {
      await listener.stop()
      await schedules.stop()
      await folds.stop()
      await catchingUp
      await db.destroy()
    },
  }
}

const repeatMs = 10_000

/** The queue says the same again at every try while its store is away; that is told once in ten seconds. What fails in a job is always told. */
function quietly(tell: (error: Error, job: string | null) => void): (error: Error, job: string | null) => void {
  let last = ''
  let toldAt = -Infinity
  return (error, job) => {
    const now = performance.now()
    if (job === null && error.message === last && now - toldAt < repeatMs) return
    if (job === null) [last, toldAt] = [error.message, now]
    tell(error, job)
  }
}
