import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

export type Db = Kysely<DB>

/** A transaction inside one tenant's walls. Every statement on a tenant table also says `tenant_id = tx.tenantId`. */
export type TenantTransaction = { readonly tenantId: number; readonly trx: Transaction<DB> }

export type ConnectionOptions = {
  readonly url: string
  /** Most connections at once. */
  readonly max?: number
  readonly applicationName?: string
  /** Schema that unqualified names mean, when not `public`. */
  readonly searchPath?: string
}

const dateOid = 1082
const int8Oid = 20

/** Days stay 'YYYY-MM-DD' (a day has no time zone); bigint ids and counts become numbers, all far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (format !== 'binary' && oid === dateOid) return (value) => value
    if (format !== 'binary' && oid === int8Oid) return Number
    return pg.types.getTypeParser(oid, format)
  },
}

export function openPool({ url, max = 10, applicationName = 'kuulolla', searchPath }: ConnectionOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    ...(searchPath === undefined ? {} : { options: `-c search_path=${searchPath}` }),
  })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  // Nor has one in use that breaks between two statements of a transaction; the next statement says so.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export function openDatabase(options: ConnectionOptions): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: openPool(options) }) })
}

export type TransactionOptions = { readonly readOnly?: boolean; readonly isolation?: 'read committed' | 'repeatable read' | 'serializable' }

/** Runs `run` in one transaction inside the walls of `tenantId`. */
export async function inTenant<T>(db: Db, tenantId: number, run: (tx: TenantTransaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  if (!Number.isSafeInteger(tenantId) || tenantId <= 0) throw new RangeError(`not a tenant id: ${tenantId}`)
  const builder = db.transaction().setIsolationLevel(options.isolation ?? 'read committed')
  return (options.readOnly === true ? builder.setAccessMode('read only') : builder).execute(async (trx) => {
    await sql.raw(`set local app.tenant = '${tenantId}'`).execute(trx)
    return run({ tenantId, trx })
  })
}
