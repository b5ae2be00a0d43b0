import { queueSchema } from '@kuulolla/db'
import { createPostgresBackend, Queue, Worker, type RepeatOptions } from 'bullmq'

export type JobName = 'sweep' | 'recount' | 'retention'

const queueName = 'upkeep'
const timeZone = 'Europe/Helsinki'

/** When each job runs. A job is a nudge: what it works on is in the database, so a lost one loses nothing. */
const schedules: Readonly<Record<JobName, Omit<RepeatOptions, 'key'>>> = {
  sweep: { every: 15_000 },
  recount: { pattern: '30 2 * * *', tz: timeZone },
  retention: { pattern: '0 3 * * *', tz: timeZone },
}

export type Schedules = { readonly running: () => boolean; stop(): Promise<void> }

/** Runs the jobs at their times, each once however many workers there are: on PostgreSQL, or on Redis if there is one. */
export async function startSchedules(options: {
  readonly databaseUrl: string
  readonly redisUrl: string | null
  readonly run: (job: JobName) => Promise<void>
  readonly onError: (error: Error) => void
}): Promise<Schedules> {
  const { queue, worker } = open(options)
  queue.on('error', options.onError)
  worker.on('error', options.onError)
  worker.on('failed', (_, error) => options.onError(error))
  try {
    await worker.waitUntilReady()
    for (const [name, repeat] of Object.entries(schedules)) {
      await queue.upsertJobScheduler(name, repeat, { name, opts: { removeOnComplete: { count: 20 }, removeOnFail: { count: 50 } } })
    }
  } catch (error) {
    await Promise.allSettled([worker.close(true), queue.close()])
    throw error
  }
  return {
    running: () => worker.isRunning(),
    async stop() {
      await worker.close()
      await queue.close()
    },
  }
}

/** What both backends have in common, as far as it is used here. */
type JobQueue = {
  on(event: 'error', listener: (error: Error) => void): unknown
  upsertJobScheduler(
    id: string,
    repeat: Omit<RepeatOptions, 'key'>,
    template: { readonly name: string; readonly opts: { removeOnComplete: { count: number }; removeOnFail: { count: number } } },
  ): Promise<unknown>
  close(): Promise<void>
}
type JobWorker = {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown
  waitUntilReady(): Promise<unknown>
  isRunning(): boolean
  close(force?: boolean): Promise<void>
}
type Opened = { readonly queue: JobQueue; readonly worker: JobWorker }

function open({
  databaseUrl,
  redisUrl,
  run,
}: {
  readonly databaseUrl: string
  readonly redisUrl: string | null
  readonly run: (job: JobName) => Promise<void>
}): Opened {
  const process = async ({ name }: { readonly name: string }): Promise<void> => {
    if (!isJobName(name)) throw new RangeError(`unknown job ${name}`)
    await run(name)
  }
  // Two at once: a nightly recount does not keep the sweep waiting.
  const concurrency = 2
  if (redisUrl !== null) {
    const connection = { url: redisUrl, maxRetriesPerRequest: null }
    return { queue: new Queue(queueName, { connection }), worker: new Worker(queueName, process, { connection, concurrency }) }
  }
  const connection = {
    connectionString: databaseUrl,
    schema: queueSchema,
    max: 3,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'kuulolla queue',
  }
  return {
    queue: new Queue(queueName, { connection }, createPostgresBackend),
    worker: new Worker(queueName, process, { connection, concurrency }, createPostgresBackend),
  }
}

const isJobName = (name: string): name is JobName => Object.hasOwn(schedules, name)
