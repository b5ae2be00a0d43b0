import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import pg from 'pg'

/** Tables that anybody may read before a tenant is known, and that are written inside the walls only. */
export const readBeforeTenant: Readonly<Record<string, string>> = {
  tenant: 'the list of tenants itself',
  door: 'finds the tenant of a code, a key or a user',
}

/** Tables that stand outside the tenants' walls, each with its reason. */
export const unwalled: Readonly<Record<string, string>> = {
  submission_secret: 'signs forms, whoever’s they are',
  migration: 'the migrator’s own',
  migration_lock: 'the migrator’s own',
}

export type Column = { readonly name: string; readonly type: string; readonly needed: boolean; readonly checks: string }
export type Table = { readonly name: string; readonly columns: readonly Column[] }

export type Client = {
  /** The error's code, or null; the transaction is rolled back either way. */
  attempt(statement: string): Promise<string | null>
  count(statement: string): Promise<number>
}

/** A migrated database with one row of each of two tenants in every walled table, looked at through the catalogue. */
export type WalledDatabase = {
  readonly database: TestDatabase
  readonly tables: readonly Table[]
  readonly admin: pg.Client
  /** As a role, inside a tenant's walls (null: outside all). */
  as<T>(role: 'kuulolla_app' | 'kuulolla_survey' | 'kuulolla_owner', tenant: number | null, run: (client: Client) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

export async function createWalledDatabase(): Promise<WalledDatabase> {
  const database = await createTestDatabase()
  const admin = new pg.Client(database.url('postgres'))
  await admin.connect()
  const tables = await tablesOf(admin)
  await admin.query(`insert into tenant (id, slug, names, kind) overriding system value values (1, 'one', '{}', 'county'), (2, 'two', '{}', 'county')`)
  // References and triggers are switched off: what is tested is who may touch a row, not whether it makes sense.
  await admin.query(`set session_replication_role = 'replica'`)
  for (const table of tables) for (const tenant of [1, 2]) await admin.query(insertInto(table, tenant))
  await admin.query(`set session_replication_role = 'origin'`)
  return {
    database,
    tables,
    admin,
    async as(role, tenant, run) {
      const client = new pg.Client(database.url(role))
      await client.connect()
      const within = async <R>(statement: string, use: (result: pg.QueryResult) => R): Promise<R> => {
        await client.query('begin')
        try {
          if (tenant !== null) await client.query(`set local app.tenant = '${tenant}'`)
          return use(await client.query(statement))
        } finally {
          await client.query('rollback')
        }
      }
      try {
        return await run({
          attempt: (statement) => within(statement, () => null).catch((error: unknown) => codeOf(error)),
          count: (statement) => within(statement, (result) => result.rowCount ?? 0),
        })
      } finally {
        await client.end()
      }
    },
    async drop() {
      await admin.end()
      await database.drop()
    },
  }
}

/** A row of `tenant` that the table's own checks accept. */
export function insertInto({ name, columns }: Table, tenant: number): string {
  const given = columns.filter((column) => column.needed)
  return `insert into ${name} (${given.map((column) => column.name).join(', ')}) values (${given.map((column) => valueOf(column, tenant)).join(', ')})`
}

async function tablesOf(admin: pg.Client): Promise<readonly Table[]> {
  const { rows } = await admin.query<Column & { readonly table_name: string }>(`
    select class.relname as table_name, attribute.attname as name, format_type(attribute.atttypid, null) as type,
      (attribute.attnotnull and not attribute.atthasdef and attribute.attidentity = '') as needed,
      coalesce((select string_agg(pg_get_constraintdef(oid), ' ') from pg_constraint
        where conrelid = class.oid and contype = 'c' and attribute.attnum = any(conkey)), '') as checks
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')
    order by class.relname, attribute.attnum`)
  const byTable = Map.groupBy(rows, (row) => row.table_name)
  return [...byTable].map(([name, columns]) => ({ name, columns })).filter(({ name }) => unwalled[name] === undefined && readBeforeTenant[name] === undefined)
}

/** The first of the listed values where a check lists some; else something that a code, a day or a length accepts. */
function valueOf({ name, type, checks }: Column, tenant: number): string {
  if (name === 'tenant_id') return String(tenant)
  const listed = /ARRAY\['([^']+)'/.exec(checks)?.[1]
  if (listed !== undefined) return `'${listed}'`
  switch (type) {
    case 'integer':
    case 'bigint':
    case 'smallint':
      // A unit is not its own parent.
      return String(name === 'parent_id' ? 3 : 2)
    case 'text':
      return `'abcdef${tenant}'`
    case 'date':
      return `'2026-01-01'`
    case 'uuid':
      return `'00000000-0000-8000-8000-000000000001'`
    case 'jsonb':
      return `'{}'`
    case 'daterange':
    case 'tstzrange':
      return `'[2026-01-01,2026-02-01)'`
    case 'timestamp with time zone':
      return `'2026-01-01'`
    case 'text[]':
      return `'{fi}'`
    case 'integer[]':
    case 'smallint[]':
      return `'{1}'`
    case 'bytea':
      return `decode(repeat('0${tenant}', 32), 'hex')`
    case 'boolean':
      return 'false'
    default:
      throw new Error(`say here what a ${type} may hold (column ${name})`)
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
