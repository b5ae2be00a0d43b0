import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localDay } from '@kuulolla/core'
import { migrate, openDatabase, type Db } from '@kuulolla/db'
import { startCluster, superviseCluster, type Cluster } from '@kuulolla/runtime'
import { start } from '@kuulolla/worker'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addAnswers, createCounty, recordingLog, talliedSheets, type County } from './worker-fixture.ts'

const settings = { fsync: 'off', shared_buffers: '32MB' }
const today = localDay(new Date(), 'Europe/Helsinki')

let directory: string
let cluster: Cluster
let app: Db
let admin: Db
let county: County
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-restart-'))
  await chmod(directory, 0o755)
  cluster = await startCluster({ directory, settings })
  const client = new pg.Client(cluster.url('postgres', 'postgres'))
  await client.connect()
  for (const role of ['kuulolla_owner', 'kuulolla_app', 'kuulolla_survey']) await client.query(`create role ${role} login`)
  await client.query('create database kuulolla owner kuulolla_owner')
  await client.end()
  await migrate(cluster.url('kuulolla_owner', 'kuulolla'))
  app = openDatabase({ url: cluster.url('kuulolla_app', 'kuulolla') })
  admin = openDatabase({ url: cluster.url('postgres', 'kuulolla') })
  county = await createCounty(app, 'county')
})
afterEach(async () => {
  await Promise.all([app.destroy(), admin.destroy()])
  await cluster.stop()
  await rm(directory, { recursive: true, force: true })
})

function startWorker({ log }: ReturnType<typeof recordingLog>) {
  return start({
    databaseUrl: cluster.url('kuulolla_app', 'kuulolla'),
    redisUrl: null,
    contactPrivateKey: '',
    log,
    erasureJournal: join(directory, 'erasures'),
    times: { sweep: { repeat: { every: 500 }, attempts: 1, pauseMs: 0 } },
  })
}

test('PostgreSQL is stopped for a while and started: the worker says so meanwhile, and counts again by itself', async () => {
  const recording = recordingLog()
  const worker = await startWorker(recording)
  try {
    expect(await worker.ready()).toEqual([])
    await cluster.stop()
    await expect.poll(() => worker.ready()).toEqual(['database', 'listener'])
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect(await worker.ready()).toEqual(['database', 'listener'])
    cluster = await startCluster({ directory, settings })
    await expect.poll(() => worker.ready(), { timeout: 15_000 }).toEqual([])
    // Heard: a notice wakes it.
    await addAnswers(app, county, { day: today, count: 6 })
    await expect.poll(() => talliedSheets(admin, county), { timeout: 2_000, interval: 50 }).toBe(6)
    // The queue's jobs run again too.
    await addAnswers(app, county, { day: today, count: 1, quiet: true })
    await expect.poll(() => talliedSheets(admin, county), { timeout: 40_000 }).toBe(7)
    // An outage does not fill the log.
    expect(recording.entries.filter(({ level }) => level !== 'info').length).toBeLessThan(40)
  } finally {
    await worker.stop()
  }
})

test('every process of PostgreSQL is killed: the server is started again, and the worker works on', async () => {
  const recording = recordingLog()
  const supervision = superviseCluster(cluster, { log: recording.log, everyMs: 100 })
  const worker = await startWorker(recording)
  try {
    await addAnswers(app, county, { day: today, count: 6 })
    await expect.poll(() => talliedSheets(admin, county), { timeout: 5_000 }).toBe(6)
    const postmaster = Number((await readFile(join(cluster.data, 'postmaster.pid'), 'utf8')).split('\n')[0])
    const children = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')).trim().split(' ').map(Number)
    for (const pid of [postmaster, ...children]) process.kill(pid, 'SIGKILL')
    await expect.poll(() => recording.entries.map(({ message }) => message), { timeout: 30_000 }).toContain('the database server runs again')
    await expect.poll(() => worker.ready(), { timeout: 20_000 }).toEqual([])
    await addAnswers(app, county, { day: today, count: 1 })
    await expect.poll(() => talliedSheets(admin, county), { timeout: 5_000 }).toBe(7)
    expect(await cluster.alive()).toBe(true)
  } finally {
    await worker.stop()
    await supervision.stop()
  }
})
