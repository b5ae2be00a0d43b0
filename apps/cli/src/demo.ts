import { hasNoTenant, openDatabase } from '@kuulolla/db'
import type { Secrets } from '@kuulolla/runtime'
import type { Database } from './database.ts'
import { seedDemo } from './seed-demo.ts'

/** Makes the demo county when there is no tenant at all. True when it did. */
export async function seedWhenEmpty(database: Database, secrets: Secrets, say: (line: string) => void): Promise<boolean> {
  if (!(await hasNoTenant(database.owner))) return false
  say('Making a demo county with two years of answers (first start only)')
  const db = openDatabase({ url: database.app, max: 2, applicationName: 'kuulolla seed' })
  try {
    await seedDemo({ db, now: () => new Date(), contactPublicKey: secrets.contactPublicKey, say })
    return true
  } finally {
    await db.destroy()
  }
}
