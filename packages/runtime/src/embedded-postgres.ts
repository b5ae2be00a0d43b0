import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { execute } from './execute.ts'
import { holdFolder, holderOf } from './folder-hold.ts'
import { OperatorError } from './operator-error.ts'
import { postgresBinaries, type Binaries } from './postgres-binaries.ts'
import { obstacleFor, postgresIdentity, type Identity } from './postgres-user.ts'

export type ClusterAddress = {
  readonly socketDirectory: string
  /** Connection address of a role to a database of the cluster. */
  url(role: string, database: string): string
}

export type Cluster = ClusterAddress & {
  /** Where the data files are; elsewhere than asked for when PostgreSQL's user cannot reach that. */
  readonly data: string
  /** Whether the server's process lives. */
  alive(): Promise<boolean>
  /** Starts the server again after it has ended by itself, once what is left of it is gone. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export type ClusterOptions = {
  readonly directory: string
  /** Settings for postgres itself, such as `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Told what takes long, or is done otherwise than asked. */
  readonly say?: (line: string) => void
}

/** The data files cannot be used as they are; `setClusterAside` makes room for new ones. */
export class BrokenCluster extends OperatorError {}

const major = '18'
/** Longest name of a unix socket that every system takes, without PostgreSQL's own `/.s.PGSQL.5432.lock`. */
const longestSocketDirectory = 80

const defaults = {
  listen_addresses: '',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
} as const

/**
 * PostgreSQL from the registry's binaries, on a unix socket only. No password: who may enter the socket's
 * folder (its user and root) may do everything, and the folder is closed to everybody else.
 */
export async function startCluster({ directory, settings = {}, say = () => undefined }: ClusterOptions): Promise<Cluster> {
  const identity = await postgresIdentity()
  const home = await homeFor(resolve(directory), identity, say)
  const socketDirectory = await makeSocketDirectory(home, identity)
  const release = await holdFolder(socketDirectory, directory)
  try {
    const binaries = await postgresBinaries(identity)
    const data = join(home, 'cluster')
    if (!(await exists(join(data, 'PG_VERSION')))) await initialise(data, binaries, identity, say)
    await requireVersion(data)
    await endLeftover(data, binaries, identity, say)
    await configure(data, { ...defaults, unix_socket_directories: socketDirectory, ...settings }, identity)
    await start(data, binaries, identity)
    return {
      ...addressAt(socketDirectory),
      data,
      alive: async () => (await serverPid(data)) !== null,
      async restart() {
        await endLeftover(data, binaries, identity, say)
        await start(data, binaries, identity)
      },
      async stop() {
        // One that has ended by itself has nothing to stop.
        if ((await serverPid(data)) === null) return release()
        await execute(binaries.pg_ctl, ['stop', '-w', '-t', '20', '-m', 'fast', '-D', data], identity).catch(() =>
          execute(binaries.pg_ctl, ['stop', '-w', '-m', 'immediate', '-D', data], identity),
        )
        await release()
      },
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** The cluster of `directory` when another process has started it and still lives; else null. */
export async function runningCluster(directory: string): Promise<ClusterAddress | null> {
  const identity = await postgresIdentity()
  const root = resolve(directory)
  for (const home of [await rememberedHome(root), root]) {
    for (const socketDirectory of home === null ? [] : socketDirectories(home)) {
      if ((await holderOf(socketDirectory)) !== null && (await isOurs(socketDirectory, identity))) return addressAt(socketDirectory)
    }
  }
  return null
}

/** Renames the cluster's files, so that the next start makes new ones; says where they are now. Nobody may be using them. */
export async function setClusterAside(directory: string, name: string): Promise<string> {
  const root = resolve(directory)
  if ((await runningCluster(root)) !== null) throw new OperatorError(`${directory} is in use by a running Kuulolla; stop that first.`)
  const data = join((await rememberedHome(root)) ?? root, 'cluster')
  const aside = `${data}.${name}`
  await rename(data, aside)
  return aside
}

function addressAt(socketDirectory: string): ClusterAddress {
  return { socketDirectory, url: (role, database) => `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(socketDirectory)}` }
}

const locationFile = (root: string): string => join(root, 'cluster-location')

async function rememberedHome(root: string): Promise<string | null> {
  // Only a file that is not there means "no other place": one that cannot be read must not lead to a new, empty database.
  const text = await readFile(locationFile(root), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : text.trim()
}

/** `root` itself, or a place that PostgreSQL's user can reach, which is then remembered in `root`. */
async function homeFor(root: string, identity: Identity, say: (line: string) => void): Promise<string> {
  const fresh = !(await exists(root))
  await mkdir(root, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new OperatorError(`The data folder ${root} cannot be made (${cause.message}). Set DATA_DIR to a folder that ${userInfo().username} may write to.`, {
      cause,
    })
  })
  if (!(await stat(root)).isDirectory()) throw new OperatorError(`DATA_DIR ${root} is a file; it has to be a folder.`)
  if (fresh && identity.uid !== undefined) await chmod(root, 0o755)
  const remembered = await rememberedHome(root)
  if (remembered !== null) {
    await mkdir(remembered, { recursive: true, mode: 0o755 })
    return remembered
  }
  const obstacle = await obstacleFor(identity, root)
  if (obstacle === null) return root
  if (await exists(join(root, 'cluster', 'PG_VERSION'))) {
    throw new OperatorError(
      `PostgreSQL's user "postgres" may not pass through ${obstacle}, so it cannot reach its data in ${root}. Allow it (chmod o+x ${obstacle}), or move the folder.`,
    )
  }
  const home = join('/var/lib', `kuulolla-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  await mkdir(home, { recursive: true, mode: 0o755 })
  await writeFile(locationFile(root), `${home}\n`)
  say(`The database's user may not pass through ${obstacle}; its files are kept in ${home} instead.`)
  return home
}

function socketDirectories(home: string): readonly string[] {
  const own = join(home, 'run')
  const short = join(tmpdir(), `kuulolla-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`)
  return Buffer.byteLength(own) <= longestSocketDirectory ? [own] : [short]
}

async function isOurs(path: string, identity: Identity): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  return found !== null && found.isDirectory() && (found.uid === userInfo().uid || found.uid === identity.uid)
}

async function makeSocketDirectory(home: string, identity: Identity): Promise<string> {
  const [directory = join(home, 'run')] = socketDirectories(home)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  if (!(await isOurs(directory, identity)))
    throw new OperatorError(`${directory} belongs to somebody else, so the database's socket would not be safe there. Remove it, or set another DATA_DIR.`)
  await give(directory, identity)
  await chmod(directory, 0o700)
  return directory
}

async function give(path: string, { uid, gid }: Identity): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}

/** Made beside its place and moved there when complete, so that a killed start leaves nothing half made. */
async function initialise(data: string, { initdb }: Binaries, identity: Identity, say: (line: string) => void): Promise<void> {
  if ((await readdir(data).catch(() => [])).length > 0) {
    throw new BrokenCluster(
      `${data} is broken: the file PG_VERSION is missing, so PostgreSQL does not take it for a database. Put a backup back in its place, or begin again with "npm start -- --fresh-demo", which moves it aside.`,
    )
  }
  say('Making the database (first start only)')
  const half = `${data}.half-made`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  await give(half, identity)
  await execute(
    initdb,
    ['-D', half, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    identity,
  )
  await rm(data, { recursive: true, force: true })
  await rename(half, data)
}

async function requireVersion(data: string): Promise<void> {
  const version = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version !== major) {
    throw new BrokenCluster(
      `${data} was made by PostgreSQL ${version === '' ? '(PG_VERSION cannot be read)' : version}, and this is PostgreSQL ${major}. Set another DATA_DIR, or put back a backup made with version ${major}.`,
    )
  }
}

/** Process id in postmaster.pid when that process is a PostgreSQL server (or we cannot tell); else null. */
async function serverPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  const pid = Number(text?.split('\n')[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : null
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  return command === null || (command.includes('postgres') && command.includes(data)) ? pid : null
}

/** After a kill −9 of ours the server lives on, or its pid file names a process that is something else by now. */
async function endLeftover(data: string, { pg_ctl }: Binaries, identity: Identity, say: (line: string) => void): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!(await exists(pidFile))) return
  if ((await serverPid(data)) === null) {
    await rm(pidFile, { force: true })
    return
  }
  say('A database server of an earlier start is still there; ending it')
  await execute(pg_ctl, ['stop', '-w', '-t', '15', '-m', 'fast', '-D', data], identity).catch(() =>
    execute(pg_ctl, ['stop', '-w', '-m', 'immediate', '-D', data], identity),
  )
}

async function configure(data: string, settings: Readonly<Record<string, string>>, identity: Identity): Promise<void> {
  const own = join(data, 'kuulolla.conf')
  await writeFile(
    own,
    `${Object.entries(settings)
      .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
      .join('\n')}\n`,
  )
  await give(own, identity)
  const mainFile = join(data, 'postgresql.conf')
  const main = await readFile(mainFile, 'utf8').catch((cause: unknown) => {
    throw new BrokenCluster(
      `${data} is broken: postgresql.conf cannot be read. Put a backup back in its place, or begin again with "npm start -- --fresh-demo", which moves it aside.`,
      { cause },
    )
  })
  if (!main.includes("include = 'kuulolla.conf'")) await writeFile(mainFile, `${main}\ninclude = 'kuulolla.conf'\n`)
}

const largestLog = 10_000_000

async function start(data: string, { pg_ctl }: Binaries, identity: Identity): Promise<void> {
  const log = join(data, 'server.log')
  const before = (await stat(log).catch(() => null))?.size ?? 0
  if (before > largestLog) await truncate(log, 0)
  try {
    await execute(pg_ctl, ['start', '-w', '-t', '120', '-D', data, '-l', log], identity)
  } catch (cause) {
    const words = (await readFile(log, 'utf8').catch(() => ''))
      .slice(before > largestLog ? 0 : before)
      .trim()
      .split('\n')
      .slice(-6)
      .join('\n  ')
    throw new BrokenCluster(
      `PostgreSQL could not start on ${data}. It said:\n  ${words === '' ? (cause as Error).message : words}\nPut a backup back in its place, or begin again with "npm start -- --fresh-demo", which moves it aside.`,
      { cause },
    )
  }
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null
