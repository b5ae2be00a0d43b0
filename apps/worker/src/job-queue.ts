import { queueSchema } from '@kuulolla/db'
import { OperatorError } from '@kuulolla/runtime'
import { createPostgresBackend, Queue, Worker, type Job, type JobSchedulerTemplateOptions, type RepeatOptions } from 'bullmq'
import { Redis } from 'ioredis'

/** What both backends have in common, as far as it is used here. */
export type JobQueue = {
  readonly queue: {
    on(event: 'error', listener: (error: Error) => void): unknown
    upsertJobScheduler(
      id: string,
      repeat: Omit<RepeatOptions, 'key'>,
      template: { readonly name: string; readonly data: JobData; readonly opts: JobSchedulerTemplateOptions },
    ): Promise<unknown>
    close(): Promise<void>
  }
  readonly worker: {
    on(event: 'error', listener: (error: Error) => void): unknown
    on(event: 'failed', listener: (job: Job<JobData> | undefined, error: Error) => void): unknown
    waitUntilReady(): Promise<unknown>
    isRunning(): boolean
    close(force?: boolean): Promise<void>
  }
  /** Whether the store of jobs can be reached, when that is not PostgreSQL. */
  readonly reachable: () => boolean
  /** Calls back whenever the store of jobs is there again after it was away, perhaps with nothing in it; of PostgreSQL the listener tells that. */
  readonly onReturn: (listener: () => void) => void
  /** After queue and worker are closed. */
  readonly release: () => void
}

/** Which tenants a job is for; all when it does not say. */
export type JobData = { readonly tenants?: readonly number[] }

export type JobQueueOptions = {
  readonly databaseUrl: string
  /** Null: the jobs are kept in PostgreSQL. */
  readonly redisUrl: string | null
  readonly work: (job: Job<JobData>) => Promise<void>
  readonly onError: (error: Error) => void
}

const queueName = 'upkeep'
/** Two at once: a nightly recount does not keep the sweep waiting. */
const concurrency = 2
/** Nobody reads the queue's own stream of events. */
const streams = { events: { maxLen: 100 } }

export async function openJobQueue({ databaseUrl, redisUrl, work, onError }: JobQueueOptions): Promise<JobQueue> {
  if (redisUrl !== null) {
    const connection = await openRedis(redisUrl, onError)
    return {
      queue: new Queue(queueName, { connection, streams }),
      worker: new Worker(queueName, work, { connection, concurrency }),
      reachable: () => connection.status === 'ready',
      onReturn: (listener) => connection.on('ready', listener),
      release: () => connection.disconnect(),
    }
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
    queue: new Queue(queueName, { connection, streams }, createPostgresBackend),
    worker: new Worker(queueName, work, { connection, concurrency }, createPostgresBackend),
    reachable: () => true,
    onReturn: () => undefined,
    release: () => undefined,
  }
}

/** A connection that comes back by itself once it has been there; an address where nothing answers is said at once. */
async function openRedis(url: string, onError: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true })
  let last: Error | undefined
  redis.on('error', (error: Error) => {
    last = error
    onError(error)
  })
  await redis.connect().catch((error: unknown) => {
    redis.disconnect()
    const cause = last ?? error
    throw new OperatorError(`Redis at ${new URL(url).host} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}. See REDIS_URL.`, {
      cause,
    })
  })
  return redis
}
