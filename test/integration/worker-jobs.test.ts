import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, localDay } from '@kuulolla/core'
import { submissionSecrets } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import type { Running } from '@kuulolla/runtime'
import { closeAccessibilityFeedback } from '@kuulolla/services'
import { start, type WorkerConfig } from '@kuulolla/worker'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startRedisServer, type RedisServer } from '../redis-server.ts'
import { addAnswers, createCounty, recordingLog, talliedSheets } from './worker-fixture.ts'

let database: TestDatabase
let directory: string
let redis: RedisServer | null = null
let worker: Running | null = null
let { log, entries } = recordingLog()

const today = (): string => localDay(new Date(), 'Europe/Helsinki')
const hourly = { repeat: { every: 3_600_000 }, attempts: 4, pauseMs: 300 } as const
const often = { repeat: { every: 300 }, attempts: 1, pauseMs: 0 } as const

async function startWorker(times: NonNullable<WorkerConfig['times']>): Promise<Running> {
  worker = await start({
    databaseUrl: database.url('kuulolla_app'),
    redisUrl: redis?.url ?? null,
    contactPrivateKey: '',
    log,
    erasureJournal: join(directory, 'erasures'),
    times,
  })
  return worker
}

describe.each(['PostgreSQL', 'Redis'] as const)('jobs kept in %s', (store) => {
  beforeEach(async () => {
    ;({ log, entries } = recordingLog())
    database = await createTestDatabase()
    directory = await mkdtemp(join(tmpdir(), 'kuulolla-worker-'))
    redis = store === 'Redis' ? await startRedisServer() : null
  })
  afterEach(async () => {
    await worker?.stop()
    worker = null
    await redis?.stop()
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  })

  test('an answer is counted as soon as it is there, and a stop leaves nothing running', async () => {
    const county = await createCounty(database.app, 'county')
    const running = await startWorker({})
    expect(await running.ready()).toEqual([])
    await addAnswers(database.app, county, { day: today(), count: 6 })
    await expect.poll(() => talliedSheets(database.admin, county), { timeout: 2_000, interval: 50 }).toBe(6)
    worker = null
    await running.stop()
    const left = async (): Promise<number> => {
      const { rows } = await sql<{ left: number }>`
        select count(*)::integer as left from pg_stat_activity
        where datname = ${database.name} and application_name in ('kuulolla listen', 'kuulolla worker', 'kuulolla queue', 'upkeep')`.execute(database.admin)
      return (rows[0]?.left ?? 0) + (await redisClients())
    }
    await expect.poll(left, { timeout: 5_000 }).toBe(0)
  })

  test('a sweep counts what nobody was woken for, through the index', async () => {
    const county = await createCounty(database.app, 'county')
    const other = await createCounty(database.app, 'other')
    await sql`insert into stale (tenant_id, unit_id, day) select ${other.tenantId + 1}, 1, '2020-01-01' from generate_series(1, 20000)`.execute(database.admin)
    await sql`analyze stale`.execute(database.admin)
    await startWorker({ sweep: often })
    await expect.poll(() => sweptTenants(), { timeout: 5_000 }).toBe(2)
    const before = await wholeReadsOfStale()
    await addAnswers(database.app, county, { day: today(), count: 6, quiet: true })
    await expect.poll(() => talliedSheets(database.admin, county), { timeout: 5_000 }).toBe(6)
    expect(await wholeReadsOfStale()).toBe(before)
  })

  test('the recount mends a tally that is wrong, and the log says so', async () => {
    const county = await createCounty(database.app, 'county')
    await addAnswers(database.app, county, { day: today(), count: 6 })
    await startWorker({ recount: { ...often, repeat: { every: 500 } } })
    await expect.poll(() => talliedSheets(database.admin, county), { timeout: 5_000 }).toBe(6)
    await sql`update tally_day set counts[1] = 99 where tenant_id = ${county.tenantId}`.execute(database.admin)
    await expect.poll(() => talliedSheets(database.admin, county), { timeout: 10_000 }).toBe(6)
    await expect
      .poll(() => entries.filter(({ level }) => level === 'error').map(({ message }) => message))
      .toContain('tallies differed from the answers and were counted again')
    const told = entries.find(({ level }) => level === 'error')
    expect(told?.fields).toMatchObject({ tenant: county.tenantId, first: { table: 'day', unitId: county.unitId, day: today() } })
  })

  test('retention freezes the counts, removes the answers, and forgets addresses so many days after closing', async () => {
    const county = await createCounty(database.app, 'county')
    const old = addDays(today(), -3_000)
    await addAnswers(database.app, county, { day: old, count: 6 })
    await addAnswers(database.app, county, { day: today(), count: 2 })
    const kept = addDays(today(), -90)
    const past = addDays(today(), -91)
    for (const closedOn of [null, kept, past]) {
      const state = closedOn === null ? 'open' : 'closed'
      await sql`
        insert into contact_request (tenant_id, id, unit_id, language, received_on, due_on, key_id, sealed, state, closed_on)
        values (${county.tenantId}, ${randomUUID()}, ${county.unitId}, 'fi', ${old}::date, ${old}::date, 'k', '\\x01', ${state}, ${closedOn}::date)`.execute(
        database.admin,
      )
      await sql`
        insert into accessibility_feedback (tenant_id, id, received_on, due_on, body, key_id, sealed, state, closed_on)
        values (${county.tenantId}, ${randomUUID()}, ${old}::date, ${old}::date, 'b', 'k', '\\x01', ${state}, ${closedOn}::date)`.execute(database.admin)
    }
    await startWorker({ retention: hourly })
    await expect.poll(() => entries.map(({ message }) => message), { timeout: 10_000 }).toContain('what was kept for long enough is removed')
    expect(entries.find(({ fields }) => 'removed' in fields)?.fields['removed']).toEqual({ answers: 6, comments: 0, addresses: 2 })
    const { rows } = await sql<{ answers: number; requests: string; feedback: string }>`
      select (select count(*)::integer from response) as answers,
        (select string_agg(coalesce(closed_on::text, 'open'), ' ' order by closed_on) from contact_request where sealed is not null) as requests,
        (select string_agg(coalesce(closed_on::text, 'open'), ' ' order by closed_on) from accessibility_feedback where sealed is not null) as feedback`.execute(
      database.admin,
    )
    expect(rows).toEqual([{ answers: 2, requests: `${kept} open`, feedback: `${kept} open` }])
    // Closing is what the time is counted from.
    const { rows: open } = await sql<{ id: string }>`select id from accessibility_feedback where state = 'open'`.execute(database.admin)
    const administrator = { kind: 'user', tenantId: county.tenantId, userId: 'a', role: 'administrator', units: null } as const
    await closeAccessibilityFeedback.call({ db: database.app, now: () => new Date() }, administrator, { id: open[0]?.id ?? '' })
    const { rows: closed } = await sql`select closed_on::text as on from accessibility_feedback where id = ${open[0]?.id}`.execute(database.admin)
    expect(closed).toEqual([{ on: today() }])
    // What is frozen is not counted again, though its answers are gone.
    await expect.poll(() => talliedSheets(database.admin, county)).toBe(8)
    await sql`insert into stale (tenant_id, unit_id, day) values (${county.tenantId}, ${county.unitId}, ${old}::date)`.execute(database.admin)
    await sql`select pg_notify('kuulolla_stale', ${String(county.tenantId)})`.execute(database.admin)
    await expect.poll(async () => (await sql`select from stale`.execute(database.admin)).rows.length).toBe(0)
    expect(await talliedSheets(database.admin, county)).toBe(8)
  })

  test('what fails for a tenant is logged with its cause and tried again for that one; the others have their turn', async () => {
    const [first, second] = [await createCounty(database.app, 'first'), await createCounty(database.app, 'second')]
    for (const county of [first, second]) await addAnswers(database.app, county, { day: today(), count: 6, quiet: true })
    await sql`create function fail() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$`.execute(database.admin)
    await sql`create trigger fail before insert on tally_day for each row when (new.tenant_id = ${sql.lit(first.tenantId)}) execute function fail()`.execute(
      database.admin,
    )
    await startWorker({ retention: hourly })
    const failures = (): readonly unknown[] =>
      entries.filter(({ message, fields }) => message === 'job failed for a tenant' && fields['job'] === 'retention').map(({ fields }) => fields)
    await expect.poll(() => failures().length, { timeout: 10_000 }).toBe(2)
    for (const failure of failures()) expect(failure).toMatchObject({ tenant: first.tenantId, err: { message: 'planted' } })
    expect(await talliedSheets(database.admin, second)).toBe(6)
    expect(await talliedSheets(database.admin, first)).toBe(0)
    await sql`drop trigger fail on tally_day`.execute(database.admin)
    const done = (): readonly unknown[] => entries.filter(({ fields }) => 'removed' in fields).map(({ fields }) => fields['tenant'])
    await expect.poll(done, { timeout: 10_000 }).toEqual([second.tenantId, first.tenantId])
    expect(await talliedSheets(database.admin, first)).toBe(6)
    expect(entries.find(({ message, fields }) => message === 'job failed' && fields['job'] === 'retention')?.fields).toMatchObject({
      err: { message: `failed for 1 tenants: ${first.tenantId}` },
    })
  })

  test('the secret that seals submission keys is replaced when it is old enough, and its predecessor still opens', async () => {
    await createCounty(database.app, 'county')
    await sql`update submission_secret set created_at = now() - interval '9 days'`.execute(database.admin)
    const [before] = await submissionSecrets(database.app)
    await startWorker({ rotation: { ...often, repeat: { every: 200 } } })
    await expect.poll(() => entries.map(({ message }) => message), { timeout: 10_000 }).toContain('the secret that seals submission keys is replaced')
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const secrets = await submissionSecrets(database.survey)
    expect(secrets).toHaveLength(2)
    expect(secrets[1]?.secret).toEqual(before?.secret)
  })

  test('of jobs that are done no more than a few are kept', async () => {
    await createCounty(database.app, 'county')
    await startWorker({ sweep: { repeat: { every: 10 }, attempts: 1, pauseMs: 0 } })
    // Some 200 jobs, of which 20 are kept; the queue's events are cut to 100 by every 256th.
    await expect.poll(published, { timeout: 50_000, interval: 500 }).toBeGreaterThan(800)
    expect(await stored()).toBeLessThan(420)
  })
})

async function redisClients(): Promise<number> {
  if (redis === null) return 0
  const client = new Redis(redis.url)
  const list = String(await client.client('LIST'))
  await client.quit()
  return list.trim().split('\n').length - 1
}

async function sweptTenants(): Promise<number> {
  return (await sql`select from tally_state`.execute(database.admin)).rows.length
}

async function wholeReadsOfStale(): Promise<number> {
  // A session's statistics are flushed when it is idle for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const { rows } = await sql<{ reads: number }>`select seq_scan::integer as reads from pg_stat_user_tables where relname = 'stale'`.execute(database.admin)
  return rows[0]?.reads ?? 0
}

/** Events of the queue since its beginning: a few for each job. */
async function published(): Promise<number> {
  if (redis === null) {
    const { rows } = await sql<{ last: number }>`select last_value::integer as last from bullmq.event_seq`.execute(database.admin)
    return rows[0]?.last ?? 0
  }
  const client = new Redis(redis.url)
  const [, entry] = /"entries-added",(\d+)/.exec(JSON.stringify(await client.xinfo('STREAM', 'bull:upkeep:events'))) ?? []
  await client.quit()
  return Number(entry ?? 0)
}

/** Rows, or entries, that the queue has left. */
async function stored(): Promise<number> {
  if (redis === null) {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class where relnamespace = 'bullmq'::regnamespace and relkind = 'r'`.execute(
      database.admin,
    )
    let sum = 0
    for (const { name } of rows) sum += (await sql`select from ${sql.id('bullmq', name)}`.execute(database.admin)).rows.length
    return sum
  }
  const client = new Redis(redis.url)
  const sum = (await client.dbsize()) + (await client.xlen('bull:upkeep:events'))
  await client.quit()
  return sum
}

test('a Redis that goes away and comes back empty: not ready meanwhile, then the jobs run again', async () => {
  ;({ log, entries } = recordingLog())
  database = await createTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-worker-'))
  redis = await startRedisServer()
  try {
    const county = await createCounty(database.app, 'county')
    const running = await startWorker({ sweep: often })
    await redis.kill()
    await expect.poll(() => running.ready()).toEqual(['queue'])
    // Answers are counted all the same.
    await addAnswers(database.app, county, { day: today(), count: 6 })
    await expect.poll(() => talliedSheets(database.admin, county), { timeout: 2_000 }).toBe(6)
    await redis.restart()
    await expect.poll(() => running.ready(), { timeout: 10_000 }).toEqual([])
    await addAnswers(database.app, county, { day: today(), count: 1, quiet: true })
    await expect.poll(() => talliedSheets(database.admin, county), { timeout: 10_000 }).toBe(7)
    expect(entries.filter(({ message }) => message === 'the job queue is interrupted').length).toBeLessThan(6)
    await redis.kill()
    // A store that is away does not keep the worker from stopping.
    await running.stop()
    worker = null
  } finally {
    await worker?.stop()
    await redis.stop()
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  }
})

test('an address where no Redis answers is said at the start', async () => {
  const server = await startRedisServer()
  await server.stop()
  database = await createTestDatabase()
  const config = { databaseUrl: database.url('kuulolla_app'), redisUrl: server.url, contactPrivateKey: '', log, erasureJournal: join(tmpdir(), 'none') }
  await expect(start(config)).rejects.toThrow(`Redis at ${new URL(server.url).host} cannot be reached: connect ECONNREFUSED`)
  await database.drop()
})
