import { randomUUID } from 'node:crypto'
import type { ContactDetails } from '@kuulolla/core'
import {
  inTenant,
  insertContactRequests,
  insertFreeTexts,
  insertResponses,
  isRowError,
  markUnitDays,
  type Db,
  type IntakeRow,
  type SealedContact,
  type TenantTransaction,
} from '@kuulolla/db'
import { sealContact } from './contact-vault.ts'

/** One decoded answer sheet, with the request to be contacted that came with it. */
export type Submission = IntakeRow & {
  readonly contact: { readonly details: ContactDetails; readonly receivedOn: string; readonly dueOn: string } | null
}

/** `stored`: new and committed. `again`: this key has been sent before, and the first counts. `failed`: this one row cannot be stored. */
export type SubmissionOutcome = { readonly state: 'stored' } | { readonly state: 'again' } | { readonly state: 'failed'; readonly cause: unknown }

export type SubmitDependencies = { readonly db: Db; readonly contactPublicKey: string }

/**
 * Stores the answers of one tenant in one transaction and says of each what became of it, in their order. A bad row fails
 * alone. Throws when the database is away: then nothing is known of any of them, and sending again is safe.
 * Neither authorises nor audits, by name: anybody may answer, and an audit trail would tell when somebody did.
 */
export async function submitResponses(
  dependencies: SubmitDependencies,
  tenantId: number,
  submissions: readonly Submission[],
): Promise<readonly SubmissionOutcome[]> {
  const sealed = await sealContacts(dependencies.contactPublicKey, submissions)
  const store = (batch: readonly Submission[]): Promise<ReadonlySet<string>> => inTenant(dependencies.db, tenantId, (tx) => storeBatch(tx, batch, sealed))
  try {
    const stored = new Set(await store(withoutRepeats(submissions)))
    // The first of two with one key is the one that was stored.
    return submissions.map((submission) => ({ state: stored.delete(submission.id) ? 'stored' : 'again' }))
  } catch (error) {
    if (!isRowError(error)) throw error
    if (submissions.length === 1) return [{ state: 'failed', cause: error }]
  }
  const outcomes: SubmissionOutcome[] = []
  for (const submission of submissions) outcomes.push(...(await submitResponses(dependencies, tenantId, [submission])))
  return outcomes
}

async function storeBatch(tx: TenantTransaction, batch: readonly Submission[], sealed: ReadonlyMap<string, SealedContact>): Promise<ReadonlySet<string>> {
  const stored = await insertResponses(tx, batch)
  const fresh = batch.filter((submission) => stored.has(submission.id))
  await insertFreeTexts(tx, fresh)
  await insertContactRequests(
    tx,
    fresh.flatMap((submission) => sealed.get(submission.id) ?? []),
  )
  await markUnitDays(tx, fresh)
  return stored
}

function withoutRepeats(submissions: readonly Submission[]): readonly Submission[] {
  const byId = new Map<string, Submission>()
  for (const submission of submissions) if (!byId.has(submission.id)) byId.set(submission.id, submission)
  return [...byId.values()]
}

/** Sealed before the transaction opens, by the answer's id; the request's own id has nothing to do with it. */
async function sealContacts(publicKey: string, submissions: readonly Submission[]): Promise<ReadonlyMap<string, SealedContact>> {
  const sealed = await Promise.all(
    submissions.flatMap(({ id, unitId, language, contact }) =>
      contact === null
        ? []
        : [
            sealContact(publicKey, contact.details).then((seal): [string, SealedContact] => [
              id,
              { id: randomUUID(), unitId, language, receivedOn: contact.receivedOn, dueOn: contact.dueOn, ...seal },
            ]),
          ],
    ),
  )
  return new Map(sealed)
}
