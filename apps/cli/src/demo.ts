import { inTenant, openDatabase, tenantBySlug, tenantSlugs, wasAudited, type Db } from '@kuulolla/db'
import type { Secrets } from '@kuulolla/runtime'
import { addMember, createAccounts, type Accounts } from '@kuulolla/services'
import { demoPassword, demoPeople, demoSlug } from '@kuulolla/simulator'
import type { Database } from './database.ts'
import { seedDemo, seeded, type Known } from './seed-demo.ts'

/** `half`: its making was cut off, and there is nothing else. */
export type DemoState = 'empty' | 'whole' | 'half' | 'none'

export async function demoState(database: Database): Promise<DemoState> {
  const slugs = await tenantSlugs(database.owner)
  if (slugs.length === 0) return 'empty'
  if (!slugs.includes(demoSlug)) return 'none'
  const whole = await asApplication(database, async (db) => {
    const tenant = await tenantBySlug(db, demoSlug)
    return tenant !== null && (await inTenant(db, tenant.id, (tx) => wasAudited(tx, seeded)))
  })
  return whole ? 'whole' : slugs.length === 1 ? 'half' : 'none'
}

export async function makeDemo(database: Database, secrets: Secrets, say: (line: string) => void): Promise<void> {
  say('Making a demo county with two years of answers (first start only)')
  // Nobody follows a link from here, so the address does not matter.
  const accounts = createAccounts({ databaseUrl: database.app, baseUrl: 'http://localhost', secret: secrets.authSecret, mail: null })
  try {
    await asApplication(database, (db) =>
      seedDemo({ db, now: () => new Date(), contactPublicKey: secrets.contactPublicKey, say, addPeople: (county) => addPeople(db, accounts, county) }),
    )
  } finally {
    await accounts.close()
  }
}

async function addPeople(db: Db, accounts: Accounts, { tenantId, unitId }: Known): Promise<void> {
  for (const { name, email, role, units } of demoPeople) {
    await addMember({ db, accounts }, { tenantId, name, email, role, password: demoPassword, units: units?.map(unitId) ?? null }, 'seed')
  }
}

async function asApplication<T>(database: Database, run: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase({ url: database.app, max: 2, applicationName: 'kuulolla demo' })
  try {
    return await run(db)
  } finally {
    await db.destroy()
  }
}
