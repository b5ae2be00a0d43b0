import { daysBetween } from '../calendar/day.ts'
import { dayOfResponseId } from './response-id.ts'

/**
 * What a rendered form carries: the id its answer will have, the unit and version it was rendered for, and a seal
 * that binds them to the point's code. It is the idempotency key: the first submission of a key is the one that counts.
 */
export type SubmissionKey = { readonly id: string; readonly unitId: number; readonly versionId: number }

/** How many days after it was rendered a form may still be sent. */
export const submissionKeyDays = 7

/** The text that the seal is computed over. */
export const sealedText = (code: string, key: SubmissionKey): string => `${code}|${key.id}|${key.unitId}|${key.versionId}`

export const writeSubmissionKey = (key: SubmissionKey, seal: string): string => `${key.id}.${key.unitId}.${key.versionId}.${seal}`

const form = /^([0-9a-f-]{36})\.([1-9]\d{0,9})\.([1-9]\d{0,9})\.([\w-]{22,43})$/

/** Null for what never was a key. */
export function readSubmissionKey(text: string): { readonly key: SubmissionKey; readonly seal: string } | null {
  const [, id, unitId, versionId, seal] = form.exec(text) ?? []
  if (id === undefined || seal === undefined || dayOfResponseId(id) === null) return null
  return { key: { id, unitId: Number(unitId), versionId: Number(versionId) }, seal }
}

/** Whether a key made on `day` may still be used on `today`; a clock one day behind ours is forgiven. */
export function isWithinKeyDays(day: string, today: string): boolean {
  const age = daysBetween(day, today)
  return age >= -1 && age <= submissionKeyDays
}
