import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Actor } from '@kuulolla/core'
import { openDatabase, tenantBySlug, tenantSlugs, type Db } from '@kuulolla/db'
import { OperatorError, readConfig, readSecrets, type Config, type Secrets } from '@kuulolla/runtime'
import { fileErasureJournal, type Dependencies, type ErasureJournal } from '@kuulolla/services'
import { UsageError, type Arguments } from './commands/command.ts'
import { openOrJoin, type Database } from './database.ts'
import { usualPort } from './listener.ts'
import { publicAddress } from './public-address.ts'
import { runningAddress } from './running-file.ts'

/** What a command that works on data has at hand. */
export type Operator = {
  readonly config: Config
  readonly secrets: Secrets
  readonly database: Database
  /** As the application role. */
  readonly db: Db
  readonly dependencies: Dependencies & { readonly randomBytes: (size: number) => Uint8Array; readonly journal: ErasureJournal }
  /** The operator in the tenant with that slug; the only one there is when none is named. */
  readonly actorIn: (slug: string | null) => Promise<Actor>
  /** Where people reach the system. */
  readonly publicUrl: string
}

/** Runs a command with the database of a running `up`, of DATABASE_URL, or the embedded one started for as long as it takes. */
export async function asOperator(say: (line: string) => void, run: (operator: Operator) => Promise<void>): Promise<void> {
  const config = readConfig()
  const secrets = await readSecrets(config)
  const database = await openOrJoin(config, secrets, say)
  const db = openDatabase({ url: database.app, max: 4, applicationName: 'kuulolla cli' })
  try {
    await run({
      config,
      secrets,
      database,
      db,
      dependencies: { db, now: () => new Date(), randomBytes, journal: fileErasureJournal(join(config.dataDirectory, 'erasures.jsonl')) },
      actorIn: (slug) => actorIn(db, database, slug),
      publicUrl: (await runningAddress(config)) ?? publicAddress(config, config.port ?? usualPort),
    })
  } finally {
    await db.destroy()
    await database.stop()
  }
}

async function actorIn(db: Db, database: Database, given: string | null): Promise<Actor> {
  const slugs = await tenantSlugs(database.owner)
  const slug = given ?? (slugs.length === 1 ? slugs[0] : undefined)
  if (slug === undefined) throw new UsageError(slugs.length === 0 ? 'There is no tenant yet.' : `Which tenant? --tenant ${slugs.join(' | ')}`)
  const tenant = await tenantBySlug(db, slug)
  if (tenant === null) throw new OperatorError(`There is no tenant "${slug}". There is: ${slugs.join(', ')}.`)
  return { kind: 'system', tenantId: tenant.id, job: 'operator' }
}

export function text(args: Arguments, name: string): string | null {
  const value = args.values[name]
  return typeof value === 'string' ? value : null
}

export function requiredText(args: Arguments, name: string): string {
  const value = text(args, name)
  if (value === null) throw new UsageError(`--${name} is missing.`)
  return value
}
