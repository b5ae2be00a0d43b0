import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWalledDatabase, insertInto, readBeforeTenant, unwalled, type WalledDatabase } from './catalogue.ts'

let walled: WalledDatabase
beforeAll(async () => {
  walled = await createWalledDatabase()
})
afterAll(() => walled.drop())

const denied = '42501'

async function names(statement: string): Promise<readonly string[]> {
  const { rows } = await walled.admin.query<{ name: string }>(statement)
  return rows.map((row) => row.name)
}

test('every table is walled, or listed as unwalled with its reason', async () => {
  const open = await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and not (relrowsecurity and relforcerowsecurity) order by 1`)
  expect(open).toEqual(Object.keys(unwalled).toSorted())
  expect(walled.tables.filter((table) => !table.columns.some((column) => column.name === 'tenant_id')).map((table) => table.name)).toEqual([])
})

test('the tenant leads every key of a walled table, and goes along in every reference to one', async () => {
  const list = Object.keys({ ...unwalled, ...readBeforeTenant })
    .map((name) => `'${name}'`)
    .join(', ')
  const keys =
    await names(`select class.relname || '.' || index.indexrelid::regclass as name from pg_index index join pg_class class on class.oid = index.indrelid
    where class.relnamespace = 'public'::regnamespace and index.indisunique and class.relname not in (${list})
      and (select attname from pg_attribute where attrelid = class.oid and attnum = index.indkey[0]) <> 'tenant_id'`)
  // A point's code stands in addresses without a tenant, so it is unique over all of them.
  expect(keys).toEqual(['point.point_code_key'])
  const references =
    await names(`select conrelid::regclass || ' -> ' || confrelid::regclass as name from pg_constraint constr join pg_class class on class.oid = conrelid
    where contype = 'f' and class.relnamespace = 'public'::regnamespace and class.relname not in (${list})
      and (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) <> 'tenant_id'`)
  expect(references).toEqual([])
  const noPrimaryKey =
    await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not in ('migration', 'migration_lock')
    and not exists (select from pg_constraint where conrelid = pg_class.oid and contype = 'p')`)
  expect(noPrimaryKey).toEqual([])
})

test('policies compare the tenant and nothing else: no subquery, no function but current_setting', async () => {
  const { rows } = await walled.admin.query<{ name: string; using: string | null; check: string | null }>(
    `select tablename || '.' || policyname as name, qual as using, with_check as check from pg_policies where schemaname = 'public' and tablename not in ('door', 'tenant')`,
  )
  const plain = `(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::integer)`
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter(({ using, check }) => [using, check].some((text) => text !== null && text !== plain))).toEqual([])
  expect(await names(`select policyname as name from pg_policies where schemaname = 'public' and permissive <> 'PERMISSIVE'`)).toEqual([])
})

test('the tables belong to the owner; the roles that run own nothing and pass no wall', async () => {
  expect(await names(`select distinct tableowner as name from pg_tables where schemaname = 'public'`)).toEqual(['kuulolla_owner'])
  expect(
    await names(`select rolname as name from pg_roles where rolname like 'kuulolla_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`),
  ).toEqual([])
  expect(
    await names(`select member.rolname as name from pg_auth_members join pg_roles member on member.oid = pg_auth_members.member
    where member.rolname in ('kuulolla_app', 'kuulolla_survey')`),
  ).toEqual([])
  expect(
    await names(`select relname as name from pg_class join pg_roles on pg_roles.oid = relowner where rolname in ('kuulolla_app', 'kuulolla_survey')`),
  ).toEqual([])
  expect(await names(`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`)).toEqual([])
  expect(await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'`)).toEqual([])
  expect(
    await names(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false)`,
    ),
  ).toEqual([])
})

test('in every table a tenant sees its own rows and no others', async () => {
  const own = await walled.as('kuulolla_app', 1, async (client) => {
    const counts: Record<string, number> = {}
    for (const { name } of walled.tables) counts[name] = await client.count(`select tenant_id from ${name} where tenant_id = 1`)
    return counts
  })
  expect(own).toEqual(Object.fromEntries(walled.tables.map(({ name }) => [name, 1])))
  for (const tenant of [2, null]) {
    const seen = await walled.as('kuulolla_app', tenant, async (client) => {
      const found: string[] = []
      for (const { name } of walled.tables) if ((await client.count(`select tenant_id from ${name} where tenant_id = 1`)) > 0) found.push(name)
      return found
    })
    expect(seen).toEqual([])
  }
})

test.each(['kuulolla_app', 'kuulolla_owner'] as const)('in no table %s changes, deletes, adds or takes over another tenant’s rows', async (role) => {
  const broken = await walled.as(role, 2, async (client) => {
    const found: string[] = []
    for (const table of walled.tables) {
      const { name } = table
      for (const statement of [`update ${name} set tenant_id = tenant_id where tenant_id = 1`, `delete from ${name} where tenant_id = 1`]) {
        const code = await client.attempt(statement)
        if (code === null && (await client.count(statement)) > 0) found.push(statement)
        if (code !== null && code !== denied) found.push(`${statement}: ${code}`)
      }
      for (const statement of [insertInto(table, 1), `update ${name} set tenant_id = 1 where tenant_id = 2`]) {
        const code = await client.attempt(statement)
        // Rows that never change refuse by their trigger before a wall is asked.
        if (code !== denied && !(code === '23001' && statement.startsWith('update'))) found.push(`${statement}: ${code}`)
      }
      if (role === 'kuulolla_app' && (await client.attempt(`truncate ${name}`)) !== denied) found.push(`truncate ${name}`)
    }
    return found
  })
  expect(broken).toEqual([])
})

test('doors and tenants are found from outside, and written by nobody but their own tenant', async () => {
  const hash = (tenant: number): string => `decode(repeat('0${tenant}', 32), 'hex')`
  for (const tenant of [1, 2]) await walled.admin.query(`insert into door (hash, kind, tenant_id, target) values (${hash(tenant)}, 'point', ${tenant}, 1)`)
  await walled.as('kuulolla_app', 1, async (client) => {
    expect(await client.count('select hash from door')).toBe(2)
    expect(await client.count(`update door set target = 9 where tenant_id = 1`)).toBe(1)
    expect(await client.count(`update door set target = 9 where tenant_id = 2`)).toBe(0)
    expect(await client.count(`delete from door where tenant_id = 2`)).toBe(0)
    expect(await client.attempt(`update door set tenant_id = 2 where tenant_id = 1`)).toBe(denied)
    expect(await client.attempt(`insert into door (hash, kind, tenant_id, target) values (${hash(3)}, 'member', 2, 1)`)).toBe(denied)
    expect(await client.count(`update tenant set settings = '{}' where id = 1`)).toBe(1)
    expect(await client.count(`update tenant set settings = '{}' where id = 2`)).toBe(0)
    expect(await client.attempt(`delete from tenant where id = 2`)).toBe(denied)
  })
  await walled.as('kuulolla_app', null, async (client) => {
    expect(await client.count(`update tenant set settings = '{}'`)).toBe(0)
    expect(await client.count('delete from door')).toBe(0)
  })
})
