import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { responseId } from '@kuulolla/core'
import { inTenant, insertResponses, insertUnit, markUnitDays } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { createLog } from '@kuulolla/runtime'
import { createTenant, readFigures } from '@kuulolla/services'
import { start } from '@kuulolla/worker'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

let database: TestDatabase
let directory: string
beforeAll(async () => {
  database = await createTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-worker-'))
})
afterAll(async () => {
  await database.drop()
  await rm(directory, { recursive: true, force: true })
})

const now = () => new Date('2026-03-10T10:00:00Z')

test('an answer is in the figures within two seconds, also after the listener was cut off, and a stop leaves nothing running', async () => {
  const { tenantId, questionnaires } = await createTenant({ db: database.app, now }, { slug: 'county', names: { fi: 'Alue' }, kind: 'county' })
  const unitId = await inTenant(database.app, tenantId, (tx) =>
    insertUnit(tx, {
      code: 'u',
      names: { fi: 'U' },
      kind: 'service-unit',
      serviceCode: null,
      oid: null,
      municipality: null,
      contact: {},
      npsTarget: null,
      openedOn: null,
    }),
  )
  const answer = (count: number): Promise<void> =>
    inTenant(database.app, tenantId, async (tx) => {
      const rows = Array.from({ length: count }, () => ({
        id: responseId('2026-03-09', randomBytes(16)),
        day: '2026-03-09',
        unitId,
        versionId: questionnaires.adult.versionId,
        pointId: null,
        channel: 'qr',
        role: 'self',
        language: 'fi',
        answers: [11, 5, 5, 5, 5, 5, 5, 5],
        texts: [],
      }))
      await insertResponses(tx, rows)
      await markUnitDays(tx, rows)
    })
  const sheets = async (): Promise<number | null> => {
    const table = await readFigures.call(
      { db: database.app, now },
      { kind: 'system', tenantId, job: 'test' },
      { units: [unitId], audience: 'adult', period: { grain: 'month', from: '2026-03-01', to: '2026-03-31' } },
    )
    const value = table.figures.find((figure) => figure.measure === null)?.value
    return value?.state === 'shown' ? value.n : null
  }

  await answer(6)
  const config = {
    databaseUrl: database.url('kuulolla_app'),
    redisUrl: null,
    contactPrivateKey: '',
    log: createLog('silent'),
    erasureJournal: join(directory, 'erasures'),
  }
  const worker = await start(config)
  await expect.poll(sheets, { timeout: 2_000, interval: 50 }).toBe(6)
  expect(await worker.ready()).toEqual([])

  await answer(1)
  await expect.poll(sheets, { timeout: 2_000, interval: 50 }).toBe(7)

  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database.name} and application_name = 'kuulolla listen'`.execute(
    database.admin,
  )
  await answer(1)
  await expect.poll(sheets, { timeout: 5_000, interval: 50 }).toBe(8)
  await worker.stop()
  // A server process takes a moment to end after its client has gone.
  const left = async (): Promise<number | undefined> => {
    const { rows } = await sql<{ left: number }>`
      select count(*)::integer as left from pg_stat_activity
      where datname = ${database.name} and application_name in ('kuulolla listen', 'kuulolla worker', 'kuulolla queue', 'upkeep')`.execute(database.admin)
    return rows[0]?.left
  }
  await expect.poll(left, { timeout: 5_000 }).toBe(0)
})
