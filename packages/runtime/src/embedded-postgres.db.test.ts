import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BrokenCluster, runningCluster, setClusterAside, startCluster } from './embedded-postgres.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-cluster-'))
  await chmod(directory, 0o755)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const settings = { fsync: 'off' }

test('a second start on the same folder is refused with the first one’s process; after the stop it works', async () => {
  const first = await startCluster({ directory, settings })
  await expect(startCluster({ directory, settings })).rejects.toThrow(`in use by a running Kuulolla (process ${process.pid})`)
  expect((await runningCluster(directory))?.socketDirectory).toBe(first.socketDirectory)
  await first.stop()
  expect(await runningCluster(directory)).toBeNull()
  await (await startCluster({ directory, settings })).stop()
})

test('the socket’s folder is closed to others, and nothing listens on the network', async () => {
  const cluster = await startCluster({ directory, settings })
  try {
    expect((await stat(cluster.socketDirectory)).mode & 0o777).toBe(0o700)
    expect(await readFile(join(cluster.data, 'kuulolla.conf'), 'utf8')).toContain(`listen_addresses = ''`)
    const [, , , , , address] = (await readFile(join(cluster.data, 'postmaster.pid'), 'utf8')).split('\n')
    expect(address).toBe('')
  } finally {
    await cluster.stop()
  }
})

test('the server that a killed process left behind is ended, and a pid file that names another process is no obstacle', async () => {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href
  const script = `const { startCluster } = await import('${module}'); await startCluster({ directory: '${directory}', settings: { fsync: 'off' } }); process.kill(process.pid, 'SIGKILL')`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]).catch(() => undefined)
  const left = Number((await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
  expect(() => process.kill(left, 0)).not.toThrow()
  const said: string[] = []
  await (await startCluster({ directory, settings, say: (line) => said.push(line) })).stop()
  expect(said).toContain('A database server of an earlier start is still there; ending it')
  await writeFile(join(directory, 'cluster', 'postmaster.pid'), `${process.pid}\n${join(directory, 'cluster')}\n`)
  await (await startCluster({ directory, settings })).stop()
})

test('a broken folder says which file and what to do, and makes room when asked', async () => {
  await mkdir(join(directory, 'cluster'))
  await writeFile(join(directory, 'cluster', 'postgresql.conf'), '')
  await expect(startCluster({ directory, settings })).rejects.toThrow(/PG_VERSION is missing.*--fresh-demo/)
  const aside = await setClusterAside(directory, 'broken')
  expect(await readFile(join(aside, 'postgresql.conf'), 'utf8')).toBe('')
  await (await startCluster({ directory, settings })).stop()
  await writeFile(join(directory, 'cluster', 'global', 'pg_control'), 'not this')
  await expect(startCluster({ directory, settings })).rejects.toThrow(BrokenCluster)
  await writeFile(join(directory, 'cluster', 'PG_VERSION'), '14\n')
  await expect(startCluster({ directory, settings })).rejects.toThrow('made by PostgreSQL 14')
})

test.runIf(userInfo().uid === 0)('root’s private folder: the files go where the database’s user can reach them, and are found again', async () => {
  await chmod(directory, 0o700)
  const said: string[] = []
  const first = await startCluster({ directory, settings, say: (line) => said.push(line) })
  await first.stop()
  expect(first.data).toMatch(/^\/var\/lib\/kuulolla-[0-9a-f]{12}\/cluster$/)
  expect(said.join()).toContain(directory)
  const second = await startCluster({ directory, settings })
  await second.stop()
  expect(second.data).toBe(first.data)
  await rm(join(first.data, '..'), { recursive: true })
})
