import { migrate, prepareForeignDatabase, prepareOwnCluster, RolesMissing, type Addresses } from '@kuulolla/db'
import { OperatorError, rolePassword, runningCluster, startCluster, type ClusterAddress, type Config, type Secrets } from '@kuulolla/runtime'

export type Database = Addresses & {
  /** The address of a role as it stands in messages: without its password. */
  readonly described: string
  stop(): Promise<void>
}

const name = 'kuulolla'

/** The database of a running `up`, or of DATABASE_URL, or the embedded one started for as long as the command runs. */
export async function openOrJoin(config: Config, secrets: Secrets, say: (line: string) => void): Promise<Database> {
  const running = config.database === null ? await runningCluster(config.dataDirectory) : null
  return running === null ? openOwn(config, secrets, say) : { ...addressesIn(running), described: config.dataDirectory, stop: () => Promise.resolve() }
}

/** The database for `up`, which has the data folder to itself: roles and schema are as they should be when it returns. */
export async function openOwn(config: Config, secrets: Secrets, say: (line: string) => void): Promise<Database> {
  if (config.database !== null) return openForeign(config.database, secrets, say)
  const cluster = await startCluster({ directory: config.dataDirectory, say })
  try {
    await prepareOwnCluster(cluster.url('postgres', 'postgres'), name)
    const addresses = addressesIn(cluster)
    await bringUpToDate(addresses.owner, say)
    return { ...addresses, described: cluster.data, stop: () => cluster.stop() }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function openForeign(database: NonNullable<Config['database']>, secrets: Secrets, say: (line: string) => void): Promise<Database> {
  const url = new URL(database.owner)
  const described = `${url.host}${url.pathname}`
  try {
    const addresses = await prepareForeignDatabase({ ...database, passwordOf: (role) => rolePassword(secrets.authSecret, role) })
    await bringUpToDate(addresses.owner, say)
    return { ...addresses, described, stop: () => Promise.resolve() }
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
  const applied = await migrate(ownerUrl)
  if (applied.length > 0) say(`Schema brought up to date (${applied.length} migrations, newest ${applied.at(-1)})`)
}
