import { randomBytes } from 'node:crypto'
import { DomainError, isWithinKeyDays, dayOfResponseId, responseId, type SubmissionKey } from '@kuulolla/core'
import { submissionSecrets, type Db } from '@kuulolla/db'
import { openSubmissionKey, signSubmissionKey } from '@kuulolla/services'

const freshMilliseconds = 60_000
const leastBetweenLoads = 1_000

export type KeyRing = {
  /** A new key for a form rendered at the point `code` on `day`. */
  issue(code: string, form: { readonly unitId: number; readonly versionId: number; readonly day: string }): Promise<string>
  /** The key, if we sealed it for this code at most 7 days before `today`; null otherwise. */
  open(code: string, text: string, today: string): Promise<SubmissionKey | null>
}

/** The secrets that seal submission keys, read again every minute, and at once when a key does not fit: another copy may have rotated them. */
export function createKeyRing(db: Db, now: () => Date): KeyRing {
  let secrets: readonly Buffer[] = []
  let loadedAt = -Infinity
  let loading: Promise<void> | null = null

  const load = (): Promise<void> => {
    loading ??= submissionSecrets(db)
      .then((rows) => rows.map((row) => row.secret))
      .catch((error: unknown) => {
        // With the database away the secrets we have still hold.
        if (secrets.length === 0) throw error
        return secrets
      })
      .then((found) => {
        secrets = found
        loadedAt = now().getTime()
        return undefined
      })
      .finally(() => (loading = null))
    return loading
  }
  const age = (): number => now().getTime() - loadedAt

  return {
    async issue(code, { unitId, versionId, day }) {
      if (secrets.length === 0) await load()
      else if (age() > freshMilliseconds) void load()
      const [newest] = secrets
      if (newest === undefined) throw new DomainError('unavailable', 'unavailable')
      return signSubmissionKey(newest, code, { id: responseId(day, randomBytes(16)), unitId, versionId })
    },
    async open(code, text, today) {
      if (secrets.length === 0) await load()
      let key = openSubmissionKey(secrets, code, text)
      if (key === null && age() > leastBetweenLoads) {
        await load()
        key = openSubmissionKey(secrets, code, text)
      }
      return key !== null && isWithinKeyDays(dayOfResponseId(key.id) ?? '', today) ? key : null
    },
  }
}
