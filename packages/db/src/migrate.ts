import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { openDatabase } from './connection.ts'
import { migrateQueue } from './queue.ts'

const folder = new URL('../migrations/', import.meta.url)

/** A migration that cannot have its lock fails rather than make every request wait behind it. */
const lockTimeout = "set local lock_timeout = '10s';"

/** Plain SQL files, applied in the order of their numbers, each once, under the migrator's lock. */
async function getMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = await Promise.all(
    names.map(async (name): Promise<[string, Migration]> => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return [name.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(`${lockTimeout}\n${text}`).execute(db)) }]
    }),
  )
  return Object.fromEntries(entries)
}

/** Brings the database at `ownerUrl` to the newest schema; names what it applied. */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const db = openDatabase({ url: ownerUrl, max: 2, applicationName: 'kuulolla migrate' })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations }, migrationTableName: 'migration', migrationLockTableName: 'migration_lock' })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error(`migration ${results.find((r) => r.status === 'Error')?.migrationName ?? ''} failed`, { cause: error })
    await migrateQueue(ownerUrl)
    return results.map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}
