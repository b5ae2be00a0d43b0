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
