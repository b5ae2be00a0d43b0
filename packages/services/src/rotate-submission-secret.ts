import { randomBytes } from 'node:crypto'
import { submissionKeyDays } from '@kuulolla/core'
import { insertSubmissionSecret, submissionSecrets, type Db } from '@kuulolla/db'

type Needs = { readonly db: Db; readonly now: () => Date }

/** Makes the secret that binds submission keys to their pages, if there is none. */
export async function ensureSubmissionSecret({ db }: Pick<Needs, 'db'>): Promise<void> {
  if ((await submissionSecrets(db)).length === 0) await insertSubmissionSecret(db, randomBytes(32))
}

/**
 * Days after which a secret is replaced. Only one predecessor is kept, so a secret is dropped one such time after it
 * last sealed a key. A key made in the first hour of its day lives nearly a day longer than `submissionKeyDays` times
 * 24 hours (the day it was made counts whole, and may have 25 hours), and a running survey seals with the old secret
 * for up to a minute; two days more than a key's days leave room for both.
 */
export const submissionSecretDays = submissionKeyDays + 2

/** A new secret, if the newest is old enough. True when it was rotated. Not of any tenant, so no audit trail takes it. */
export async function rotateSubmissionSecret({ db, now }: Needs): Promise<boolean> {
  const [newest] = await submissionSecrets(db)
  const age = newest === undefined ? Infinity : now().getTime() - newest.createdAt.getTime()
  if (age < submissionSecretDays * 86_400_000) return false
  await insertSubmissionSecret(db, randomBytes(32), now())
  return true
}
