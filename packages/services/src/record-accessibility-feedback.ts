import { addDays, cleanText, contactFields, decodeContact, textProblem, type FieldProblem, type FormValues } from '@kuulolla/core'
import { inTenant, insertAccessibilityFeedback, type Db } from '@kuulolla/db'
import { sealContact } from './contact-vault.ts'

/** Act 306/2019, section 10: accessibility feedback is answered within 14 days. */
export const accessibilityDueDays = 14
const accessibilityFields = { id: 'id', body: 'body', email: contactFields.email } as const
const longestFeedback = 4000

export type AccessibilityOutcome = { readonly ok: true } | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/**
 * Stores what somebody says of the pages' accessibility, once per form. Neither authorises nor audits: anybody may,
 * and an audit trail would tell when somebody did.
 */
export async function recordAccessibilityFeedback(
  { db, contactPublicKey }: { readonly db: Db; readonly contactPublicKey: string },
  tenantId: number,
  { form, today }: { readonly form: FormValues; readonly today: string },
): Promise<AccessibilityOutcome> {
  const id = form.getAll(accessibilityFields.id)[0] ?? ''
  const body = cleanText(form.getAll(accessibilityFields.body)[0] ?? '')
  const contact = decodeContact({ getAll: (name) => (name === contactFields.email ? form.getAll(name) : []) })
  const problems: FieldProblem[] = []
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) problems.push({ field: accessibilityFields.id, message: 'wrong-form' })
  if (body === '') problems.push({ field: accessibilityFields.body, message: 'missing' })
  const problem = textProblem(accessibilityFields.body, body, longestFeedback)
  if (problem !== null) problems.push(problem)
  if (!contact.ok) problems.push(...contact.problems)
  if (problems.length > 0 || !contact.ok) return { ok: false, problems }
  const seal = contact.contact === null ? null : await sealContact(contactPublicKey, contact.contact)
  const dueOn = addDays(today, accessibilityDueDays)
  await inTenant(db, tenantId, (tx) => insertAccessibilityFeedback(tx, { id, receivedOn: today, dueOn, body, contact: seal }))
  return { ok: true }
}
