import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TenantTransaction } from './connection.ts'
import { inSnapshot } from './snapshot.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function* counting({ trx }: TenantTransaction): AsyncGenerator<number> {
  for (let number = 1; ; number += 1) {
    const { rows } = await sql<{ number: number }>`select ${number}::integer as number`.execute(trx)
    yield rows[0]?.number ?? 0
  }
}

async function open(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity where datname = ${database.name} and usename = 'kuulolla_app' and state like 'idle in%'`.execute(
    database.admin,
  )
  return rows[0]?.count ?? -1
}

test('nothing is opened before the first item is asked for', async () => {
  const numbers = inSnapshot(database.app, 1, counting)
  expect(await open()).toBe(0)
  expect(await numbers.next()).toEqual({ done: false, value: 1 })
  expect(await open()).toBe(1)
  await numbers.return(undefined)
  expect(await open()).toBe(0)
})

test('a reader that stops reading loses the snapshot, and is told so when it comes back', async () => {
  const numbers = inSnapshot(database.app, 1, counting, { pause: 50 })
  await numbers.next()
  await setTimeout(200)
  expect(await open()).toBe(0)
  await expect(numbers.next()).rejects.toThrow('nobody read it')
})

test('an error in the middle comes out, and ends the transaction', async () => {
  async function* failing(tx: TenantTransaction): AsyncGenerator {
    yield 1
    yield await sql`select 1 / 0`.execute(tx.trx)
  }
  const items = inSnapshot(database.app, 1, failing)
  await items.next()
  await expect(items.next()).rejects.toThrow('division by zero')
  expect(await open()).toBe(0)
})

test('a snapshot writes nothing', async () => {
  async function* writing(tx: TenantTransaction): AsyncGenerator {
    yield await sql`insert into stale (tenant_id, unit_id, day) values (1, 1, '2026-01-01')`.execute(tx.trx)
  }
  await expect(inSnapshot(database.app, 1, writing).next()).rejects.toThrow('read-only')
})
