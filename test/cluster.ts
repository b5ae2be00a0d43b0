import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@kuulolla/db'
import { startCluster } from '@kuulolla/runtime'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

/** One PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'kuulolla-test-'))
  await chmod(directory, 0o755)
  const cluster = await startCluster({ directory, settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' } })
  const client = new pg.Client(cluster.url('postgres', 'postgres'))
  await client.connect()
  for (const role of ['kuulolla_owner', 'kuulolla_app', 'kuulolla_survey']) await client.query(`create role ${role} login`)
  await client.query('create database template_kuulolla owner kuulolla_owner')
  await client.end()
  await migrate(cluster.url('kuulolla_owner', 'template_kuulolla'))
  project.provide('socketDirectory', cluster.socketDirectory)
  return async () => {
    await cluster.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
