import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from './connection.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a transaction sees its own tenant and no other', async () => {
  const tenants = await database.admin
    .insertInto('tenant')
    .values(['a', 'b'].map((slug) => ({ slug, names: JSON.stringify({ fi: slug }), kind: 'county' })))
    .returning('id')
    .execute()
  const [a, b] = tenants.map((tenant) => tenant.id)
  if (a === undefined || b === undefined) throw new Error('two tenants expected')
  await inTenant(database.app, a, ({ trx, tenantId }) =>
    trx
      .insertInto('service')
      .values({ tenant_id: tenantId, code: 'dental', names: JSON.stringify({ fi: 'Hammashoito' }) })
      .execute(),
  )
  const seen = (tenant: number) => inTenant(database.app, tenant, ({ trx }) => trx.selectFrom('service').select('code').execute())
  expect(await seen(a)).toEqual([{ code: 'dental' }])
  expect(await seen(b)).toEqual([])
})

test('a connection that is lost between two statements of a transaction fails that transaction and nothing else', async () => {
  const lost = inTenant(database.app, 1, async ({ trx }) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(database.admin)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sql`select 1`.execute(trx)
  })
  await expect(lost).rejects.toThrow(/connection/i)
  expect(await inTenant(database.app, 1, async ({ trx }) => (await sql`select 1`.execute(trx)).rows.length)).toBe(1)
})
