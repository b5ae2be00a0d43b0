import {
  dropOwnDatabase,
  emptyForeignDatabase,
  migrate,
  prepareForeignDatabase,
  prepareOwnCluster,
  RolesMissing,
  tenantSlugs,
  type Addresses,
} from '@kuulolla/db'
import {
  BrokenCluster,
  OperatorError,
  rolePassword,
  runningCluster,
  setClusterAside,
  startCluster,
  type Cluster,
  type ClusterAddress,
  type Config,
  type Secrets,
} from '@kuulolla/runtime'
import { demoSlug } from '@kuulolla/simulator'

export type Database = Addresses & {
  /** The address of a role as it stands in messages: without its password. */
  readonly described: string
  /** The server that was started here, if one was. */
  readonly cluster: Cluster | null
  stop(): Promise<void>
}

const name = 'kuulolla'

/** The database of a running `up`, or of DATABASE_URL, or the embedded one started for as long as the command runs. */
export async function openOrJoin(config: Config, secrets: Secrets, say: (line: string) => void): Promise<Database> {
  const running = config.database === null ? await runningCluster(config.dataDirectory) : null
  return running === null
    ? openOwn({ config, secrets, say })
    : { ...addressesIn(running), described: config.dataDirectory, cluster: null, stop: () => Promise.resolve() }
}

export type OpenOptions = {
  readonly config: Config
  readonly secrets: Secrets
  readonly say: (line: string) => void
  /** Deletes what is there first, if it is the demo county and nothing else. */
  readonly fresh?: boolean
}

/** The database for `up`, which has the data folder to itself: roles and schema are as they should be when it returns. */
export async function openOwn({ config, secrets, say, fresh = false }: OpenOptions): Promise<Database> {
  if (config.database !== null) return openForeign(config.database, { config, secrets, say, fresh })
  const cluster = await startOwnCluster(config, say, fresh)
  try {
    const superuser = cluster.url('postgres', 'postgres')
    await prepareOwnCluster(superuser, name)
    if (fresh && (await requireNothingButDemo(cluster.url('postgres', name), cluster.data))) {
      say(`Deleting the demo county in ${cluster.data}`)
      await dropOwnDatabase(superuser, name)
      await prepareOwnCluster(superuser, name)
    }
    const addresses = addressesIn(cluster)
    await bringUpToDate(addresses.owner, say)
    return { ...addresses, described: cluster.data, cluster, stop: () => cluster.stop() }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function startOwnCluster({ dataDirectory }: Config, say: (line: string) => void, fresh: boolean): Promise<Cluster> {
  try {
    return await startCluster({ directory: dataDirectory, say })
  } catch (error) {
    if (!fresh || !(error instanceof BrokenCluster)) throw error
    const aside = await setClusterAside(dataDirectory, `broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
    say(`The database's files cannot be used; they are now in ${aside}`)
    return startCluster({ directory: dataDirectory, say })
  }
}

/** True when there is a demo county to delete. Throws when there is anything else. */
async function requireNothingButDemo(url: string, described: string): Promise<boolean> {
  const slugs = await tenantSlugs(url)
  const others = slugs.filter((slug) => slug !== demoSlug)
  if (others.length === 0) return slugs.length > 0
  throw new OperatorError(
    `--fresh-demo deletes everything, and ${described} holds more than the demo county: ${others.join(', ')}. Nothing was deleted. Set DATA_DIR to another folder for a demo.`,
  )
}

async function openForeign(database: NonNullable<Config['database']>, { secrets, say, fresh = false }: OpenOptions): Promise<Database> {
  const url = new URL(database.owner)
  const described = `${url.host}${url.pathname}`
  try {
    const addresses = await prepareForeignDatabase({ ...database, passwordOf: (role) => rolePassword(secrets.authSecret, role) })
    if (fresh && (await requireNothingButDemo(addresses.owner, described))) {
      say(`Deleting the demo county in ${described}`)
      await emptyForeignDatabase(addresses.owner)
    }
    await bringUpToDate(addresses.owner, say)
    return { ...addresses, described, cluster: null, stop: () => Promise.resolve() }
  } catch (error) {
    if (error instanceof RolesMissing) {
      const run = error.statements.length === 0 ? '' : `\nSomebody who may has to run:\n${error.statements.map((statement) => `  ${statement};`).join('\n')}`
      throw new OperatorError(`${error.message}${run}`, { cause: error })
    }
    if (isConnectionTrouble(error))
      throw new OperatorError(`The database at ${described} cannot be reached: ${error.message}. See DATABASE_URL.`, { cause: error })
    throw error
  }
}

function isConnectionTrouble(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOENT', '28P01', '28000', '3D000'].includes(code)
}

function addressesIn(cluster: ClusterAddress): Addresses {
  return { owner: cluster.url('kuulolla_owner', name), app: cluster.url('kuulolla_app', name), survey: cluster.url('kuulolla_survey', name) }
}

async function bringUpToDate(ownerUrl: string, say: (line: string) => void): Promise<void> {
  const applied = await migrate(ownerUrl).catch((error: Error) => {
    const why = error.cause instanceof Error ? error.cause.message : error.message
    throw new OperatorError(`The schema cannot be brought up to date, and was left as it was: ${why}`, { cause: error })
  })
  if (applied.length > 0) say(`Schema brought up to date (${applied.length} migrations, newest ${applied.at(-1)})`)
}
