import { readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { execute } from './execute.ts'
import { OperatorError } from './operator-error.ts'

/** Whom PostgreSQL runs as; empty means as ourselves. */
export type Identity = { readonly uid?: number; readonly gid?: number }

/** PostgreSQL refuses to run as root, so root hands it to the system's `postgres` user, made where it is missing. */
export async function postgresIdentity(): Promise<Identity> {
  if (userInfo().uid !== 0) return {}
  const found = await find()
  if (found !== null) return found
  await execute('useradd', ['--system', '--user-group', 'postgres']).catch(() => execute('adduser', ['-S', '-D', '-H', 'postgres']).catch(() => undefined))
  const made = await find()
  if (made !== null) return made
  throw new OperatorError(
    'PostgreSQL cannot run as root, and no operating-system user "postgres" could be made. Make one (useradd --system postgres), start as another user, or set DATABASE_URL.',
  )
}

async function find(): Promise<Identity | null> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

/** The first folder on the way to `path` that `identity` may not pass through; null when all may be passed. Missing folders are ours to make. */
export async function obstacleFor(identity: Identity, path: string): Promise<string | null> {
  if (identity.uid === undefined) return null
  const chain: string[] = []
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    chain.unshift(folder)
    if (folder === dirname(folder)) break
  }
  for (const folder of chain) {
    const found = await stat(folder).catch(() => null)
    if (found === null) return null
    if (!found.isDirectory()) continue
    const bit = found.uid === identity.uid ? 0o100 : found.gid === identity.gid ? 0o010 : 0o001
    if ((found.mode & bit) === 0) return folder
  }
  return null
}
