import { openJobQueue } from './job-queue.ts'
import { isJobName, type JobName, type Timetable } from './timetable.ts'

export type Schedules = {
  /** Whether jobs are taken as they fall due. */
  readonly running: () => boolean
  /** Sets every schedule, also where it is there already: a store that was away may have come back empty. */
  arrange(): Promise<void>
  stop(): Promise<void>
}

export type SchedulesOptions = {
  readonly databaseUrl: string
  readonly redisUrl: string | null
  readonly times: Timetable
  /** Does the job for these tenants, or for all when null; gives back those it failed for, which are tried again. */
  readonly run: (job: JobName, tenants: readonly number[] | null) => Promise<readonly number[]>
  readonly onError: (error: Error, job: string | null) => void
}

/** Only what is left when a closing queue waits for a store that is away. */
const longestCloseMs = 5_000

/** Runs the jobs at their times, each once however many workers there are: on PostgreSQL, or on Redis if there is one. */
export async function startSchedules({ databaseUrl, redisUrl, times, run, onError }: SchedulesOptions): Promise<Schedules> {
  const { queue, worker, reachable, onReturn, release } = await openJobQueue({
    databaseUrl,
    redisUrl,
    onError: (error) => onError(error, null),
    async work(job) {
      if (!isJobName(job.name)) throw new RangeError(`unknown job ${job.name}`)
      const failed = await run(job.name, job.data.tenants ?? null)
      if (failed.length === 0) return
      await job.updateData({ tenants: failed })
      throw new Error(`failed for ${failed.length} tenants: ${failed.slice(0, 20).join(', ')}`)
    },
  })
  queue.on('error', (error) => onError(error, null))
  worker.on('error', (error) => onError(error, null))
  worker.on('failed', (job, error) => onError(error, job?.name ?? null))

  const arrange = async (): Promise<void> => {
    for (const [name, { repeat, attempts, pauseMs }] of Object.entries(times)) {
      const opts = { attempts, backoff: { type: 'exponential', delay: pauseMs }, removeOnComplete: { count: 20 }, removeOnFail: { count: 50 } }
      await queue.upsertJobScheduler(name, repeat, { name, data: {}, opts })
    }
  }
  const close = async (): Promise<void> => {
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const limit = setTimeout(resolve, longestCloseMs)
    await Promise.race([worker.close().then(() => queue.close()), late])
    clearTimeout(limit)
    release()
  }
  try {
    await worker.waitUntilReady()
    await arrange()
  } catch (error) {
    await close()
    throw error
  }
  onReturn(() => void arrange().catch((error: Error) => onError(error, null)))
  return { running: () => worker.isRunning() && reachable(), arrange, stop: close }
}
