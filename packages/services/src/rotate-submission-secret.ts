import { randomBytes } from 'node:crypto'
import { submissionKeyDays } from '@kuulolla/core'
import { insertSubmissionSecret, submissionSecrets, type Db } from '@kuulolla/db'

type Needs = { readonly db: Db; readonly now: () => Date }

/** Makes the secret that binds submission keys to their pages, if there is none. */
export async function ensureSubmissionSecret({ db }: Pick<Needs, 'db'>): Promise<void> {
  if ((await submissionSecrets(db)).length === 0) await insertSubmissionSecret(db, randomBytes(32))
}

/**
 * A new secret, if the newest is older than a key lives: only one predecessor is kept, so rotating more often would
 * make forms that are still open unusable. True when it was rotated. Not of any tenant, so no audit trail takes it.
 */
export async function rotateSubmissionSecret({ db, now }: Needs): Promise<boolean> {
  const [newest] = await submissionSecrets(db)
  const age = newest === undefined ? Infinity : now().getTime() - newest.createdAt.getTime()
  if (age <= submissionKeyDays * 86_400_000) return false
  await insertSubmissionSecret(db, randomBytes(32))
  return true
}
