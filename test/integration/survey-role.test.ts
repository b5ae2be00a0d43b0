import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWalledDatabase, insertInto, type WalledDatabase } from './catalogue.ts'

let walled: WalledDatabase
beforeAll(async () => {
  walled = await createWalledDatabase()
})
afterAll(() => walled.drop())

const denied = '42501'

/** All that the survey may read: what a published page shows, and the keys of what it adds. */
const readable: Readonly<Record<string, readonly string[]>> = {
  accessibility_feedback: ['id', 'tenant_id'],
  contact_request: ['id', 'tenant_id'],
  door: ['hash', 'kind', 'target', 'tenant_id'],
  free_text: ['day', 'item', 'response_id', 'tenant_id'],
  point: ['channel', 'closed_at', 'code', 'id', 'languages', 'tenant_id'],
  point_target: ['point_id', 'questionnaire_id', 'tenant_id', 'unit_id', 'valid'],
  questionnaire: ['archived', 'audience', 'id', 'names', 'tenant_id'],
  response: ['day', 'id', 'tenant_id'],
  service: ['code', 'names', 'tenant_id'],
  service_statement: ['measure_code', 'service_code', 'tenant_id'],
  submission_secret: ['created_at', 'id', 'secret'],
  tenant: ['created_on', 'id', 'kind', 'names', 'settings', 'slug'],
  unit: ['contact', 'ended_on', 'id', 'kind', 'municipality', 'names', 'oid', 'opened_on', 'service_code', 'tenant_id'],
  unit_parent: ['parent_id', 'tenant_id', 'unit_id', 'valid'],
  version: ['content', 'id', 'no', 'published_at', 'questionnaire_id', 'tenant_id'],
}

/** All that it may add to. */
const writable = ['accessibility_feedback', 'contact_request', 'free_text', 'response', 'stale']

async function everyColumn(): Promise<readonly { readonly schema: string; readonly table: string; readonly column: string; readonly identity: boolean }[]> {
  const { rows } = await walled.admin.query<{ schema: string; table: string; column: string; identity: boolean }>(
    `select nspname as schema, relname as table, attname as column, attidentity <> '' as identity from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
     where nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and relkind in ('r', 'p', 'v', 'm') and attnum > 0 and not attisdropped order by 1, 2, 3`,
  )
  return rows
}

test('it reads what a page shows, column by column, and nothing else', async () => {
  const columns = await everyColumn()
  const found: Record<string, string[]> = {}
  await walled.as('kuulolla_survey', 1, async (client) => {
    for (const { schema, table, column } of columns) {
      if ((await client.attempt(`select "${column}" from "${schema}"."${table}"`)) !== denied)
        (found[schema === 'public' ? table : `${schema}.${table}`] ??= []).push(column)
    }
  })
  expect(found).toEqual(readable)
})

test('it adds answers and what comes with them, to its own tenant only', async () => {
  const added = await walled.as('kuulolla_survey', 1, async (client) => {
    const names: string[] = []
    for (const table of walled.tables) {
      if ((await client.attempt(insertInto(table, 1))) !== denied) names.push(table.name)
      expect([table.name, await client.attempt(insertInto(table, 2))]).toEqual([table.name, denied])
    }
    return names
  })
  expect(added).toEqual(writable)
  const unwalled = [
    "insert into tenant (slug, names, kind) values ('x', '{}', 'county')",
    "insert into submission_secret (secret) values (decode(repeat('00', 32), 'hex'))",
    "insert into door (hash, kind, tenant_id, target) values (decode(repeat('00', 32), 'hex'), 'point', 1, 1)",
  ]
  await walled.as('kuulolla_survey', 1, async (client) => {
    for (const statement of unwalled) expect([statement, await client.attempt(statement)]).toEqual([statement, denied])
  })
})

test('it changes, deletes and empties nothing anywhere, and makes nothing', async () => {
  const columns = await everyColumn()
  const tables = new Map(columns.filter(({ identity }) => !identity).map(({ schema, table, column }) => [`"${schema}"."${table}"`, column]))
  await walled.as('kuulolla_survey', 1, async (client) => {
    for (const [table, column] of tables) {
      for (const statement of [
        `update ${table} set "${column}" = null`,
        `delete from ${table}`,
        `truncate ${table}`,
        `lock table ${table} in access exclusive mode`,
      ]) {
        expect([statement, await client.attempt(statement)]).toEqual([statement, denied])
      }
    }
    for (const statement of [
      'create table mine (id integer)',
      'create schema mine',
      'set role kuulolla_app',
      'set role kuulolla_owner',
      'alter table response disable row level security',
      'set session_replication_role = replica',
    ]) {
      expect([statement, await client.attempt(statement)]).toEqual([statement, denied])
    }
  })
})

test('it sees no tenant’s rows without that tenant being set, and through doors only collection points', async () => {
  await walled.admin.query(
    `insert into door (hash, kind, tenant_id, target) values (decode(repeat('aa', 32), 'hex'), 'point', 1, 1), (decode(repeat('bb', 32), 'hex'), 'api-key', 1, 1), (decode(repeat('cc', 32), 'hex'), 'member', 1, 1)`,
  )
  const walls = walled.tables.filter(({ name }) => readable[name] !== undefined)
  await walled.as('kuulolla_survey', null, async (client) => {
    for (const { name } of walls) expect([name, await client.count(`select tenant_id from ${name}`)]).toEqual([name, 0])
    expect(await client.count('select 1 from door')).toBe(1)
  })
  await walled.as('kuulolla_survey', 2, async (client) => {
    for (const { name } of walls) expect([name, await client.count(`select tenant_id from ${name} where tenant_id = 1`)]).toEqual([name, 0])
  })
})
