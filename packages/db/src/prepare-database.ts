import pg from 'pg'

export type Addresses = { readonly owner: string; readonly app: string; readonly survey: string }

const roles = ['kuulolla_owner', 'kuulolla_app', 'kuulolla_survey'] as const
type RuntimeRole = 'kuulolla_app' | 'kuulolla_survey'

/** Makes the roles and the database in a cluster that is wholly ours. `superuserUrl` leads to its database `postgres`. */
export async function prepareOwnCluster(superuserUrl: string, database: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [roles])
    for (const role of roles) {
      if (!rows.some((row) => row.rolname === role)) await client.query(`create role ${role} login`)
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)} owner kuulolla_owner`)
  })
}

export type ForeignDatabase = {
  readonly owner: string
  /** Null: derived from `owner`, with a password that is set if `owner` may. */
  readonly app: string | null
  readonly survey: string | null
  readonly passwordOf: (role: RuntimeRole) => string
}

/** What stands in the way of using a database, and the statements that somebody who may has to run. */
export class RolesMissing extends Error {
  override readonly name = 'RolesMissing'
  readonly statements: readonly string[]

  constructor(message: string, statements: readonly string[], cause?: unknown) {
    super(message, { cause })
    this.statements = statements
  }
}

/** Addresses of the three roles on a server that is not ours; makes the roles and sets their passwords where `owner` may. */
export async function prepareForeignDatabase({ owner, app, survey, passwordOf }: ForeignDatabase): Promise<Addresses> {
  return withClient(owner, async (client) => {
    const { rows: about } = await client.query<{ name: string; may_create: boolean; version: number; database: string }>(
      `select current_user as name, rolsuper or rolcreaterole as may_create, current_setting('server_version_num')::integer as version, current_database() as database
       from pg_roles where rolname = current_user`,
    )
    const [self] = about
    if (self === undefined) throw new RolesMissing('The role of DATABASE_URL cannot be looked up.', [])
    if (self.version < 150_000) throw new RolesMissing(`The server is PostgreSQL ${Math.floor(self.version / 10_000)}; 15 is the oldest that works.`, [])
    const { rows: present } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [roles])
    const missing = roles.filter((role) => !present.some((row) => row.rolname === role))
    const database = client.escapeIdentifier(self.database)
    const statements = [
      ...missing.map((role) => `create role ${role} login`),
      ...(self.name === 'kuulolla_owner' ? [] : [`grant kuulolla_owner to ${client.escapeIdentifier(self.name)}`]),
      `grant create on database ${database} to kuulolla_owner`,
      'grant create, usage on schema public to kuulolla_owner',
    ]
    if (missing.length > 0 && !self.may_create) {
      throw new RolesMissing(`The database has no role ${missing.join(', ')}, and ${self.name} may not make roles.`, statements)
    }
    if (self.name !== 'kuulolla_owner') {
      for (const statement of statements) {
        await client.query(statement).catch((cause: unknown) => {
          throw new RolesMissing(`${self.name} could not prepare the database: ${cause instanceof Error ? cause.message : String(cause)}.`, statements, cause)
        })
      }
    }
    const address = async (role: RuntimeRole): Promise<string> => {
      const password = passwordOf(role)
      const url = new URL(owner)
      url.username = role
      url.password = password
      url.searchParams.delete('options')
      if (await opens(url.href)) return url.href
      const set = `alter role ${role} login password ${client.escapeLiteral(password)}`
      await client.query(set).catch((cause: unknown) => {
        const name = role === 'kuulolla_app' ? 'DATABASE_URL_APP' : 'DATABASE_URL_SURVEY'
        throw new RolesMissing(
          `${self.name} may not set the password of ${role}. Set ${name}, or let somebody who may set that password.`,
          [`alter role ${role} login password '…'`],
          cause,
        )
      })
      if (await opens(url.href)) return url.href
      throw new RolesMissing(`The server lets ${role} in neither with nor without a password; see its pg_hba.conf.`, [])
    }
    const asOwner = new URL(owner)
    // Whatever migrates, the tables belong to kuulolla_owner: the walls name it.
    if (self.name !== 'kuulolla_owner') asOwner.searchParams.set('options', '-c role=kuulolla_owner')
    return { owner: asOwner.href, app: app ?? (await address('kuulolla_app')), survey: survey ?? (await address('kuulolla_survey')) }
  })
}

/** Slugs of all tenants; none where there is no schema yet. */
export async function tenantSlugs(url: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ found: boolean }>(`select to_regclass('public.tenant') is not null as found`)
    if (tables[0]?.found !== true) return []
    const { rows } = await client.query<{ slug: string }>('select slug from tenant order by slug')
    return rows.map((row) => row.slug)
  })
}

/** Deletes a database of a cluster that is wholly ours, whoever is connected to it. `superuserUrl` leads to its database `postgres`. */
export async function dropOwnDatabase(superuserUrl: string, database: string): Promise<void> {
  await withClient(superuserUrl, async (client) => void (await client.query(`drop database if exists ${client.escapeIdentifier(database)} with (force)`)))
}

/** Deletes everything of ours in a database that is not ours to delete. */
export async function emptyForeignDatabase(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ statement: string }>(`
      select format('drop schema %I cascade', nspname) as statement from pg_namespace where nspowner = current_role::regrole and nspname in ('auth', 'bullmq')
      union all
      select format('drop table %s cascade', oid::regclass) from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner = current_role::regrole
      union all
      select format('drop routine %s cascade', oid::regprocedure) from pg_proc where pronamespace = 'public'::regnamespace and proowner = current_role::regrole
        and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`)
    await client.query(['begin', ...rows.map((row) => row.statement), 'commit'].join(';'))
  })
}

async function opens(url: string): Promise<boolean> {
  return withClient(url, () => Promise.resolve(true)).catch(() => false)
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'kuulolla prepare' })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
