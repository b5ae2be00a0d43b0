import type { Db } from './connection.ts'

export type SubmissionSecret = { readonly secret: Buffer; readonly createdAt: Date }

/** The newest first: it signs; its predecessor is still accepted. */
export async function submissionSecrets(db: Db): Promise<readonly SubmissionSecret[]> {
  return db.selectFrom('submission_secret').select(['secret', 'created_at as createdAt']).orderBy('id', 'desc').limit(2).execute()
}

/** Adds a secret and keeps one predecessor. */
export async function insertSubmissionSecret(db: Db, secret: Buffer, createdAt: Date = new Date()): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('submission_secret').values({ secret, created_at: createdAt }).execute()
    await trx
      .deleteFrom('submission_secret')
      .where('id', 'not in', (kept) => kept.selectFrom('submission_secret').select('id').orderBy('id', 'desc').limit(2))
      .execute()
  })
}
