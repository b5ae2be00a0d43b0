import type { FieldProblem } from '../errors.ts'
import { cleanText, textProblem, type FormValues } from './decode-answers.ts'

/** What somebody who asks to be contacted leaves. It is sealed before it is stored and holds nothing of the answers. */
export type ContactDetails = {
  readonly name: string | null
  readonly phone: string | null
  readonly email: string | null
  /** What it concerns, in the person's own words. */
  readonly message: string | null
}

export const contactFields = { name: 'contact-name', phone: 'contact-phone', email: 'contact-email', message: 'contact-message' } as const
export const contactLimits = { name: 100, phone: 40, email: 200, message: 1000 } as const

export type ContactDecoding =
  | { readonly ok: true; readonly contact: ContactDetails | null }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/** Null contact when nothing was filled in; a phone number or an e-mail address is needed when something was. */
export function decodeContact(form: FormValues): ContactDecoding {
  const problems: FieldProblem[] = []
  const read = (part: keyof ContactDetails): string | null => {
    const field = contactFields[part]
    const text = cleanText(form.getAll(field)[0] ?? '')
    const problem = textProblem(field, text, contactLimits[part])
    if (problem !== null) problems.push(problem)
    return text === '' ? null : text
  }
  const contact: ContactDetails = { name: read('name'), phone: read('phone'), email: read('email'), message: read('message') }
  if (Object.values(contact).every((part) => part === null)) return { ok: true, contact: null }
  if (contact.phone === null && contact.email === null) problems.push({ field: contactFields.phone, message: 'contact-needed' })
  if (contact.phone !== null && contact.phone.replaceAll(/\D/g, '').length < 5) problems.push({ field: contactFields.phone, message: 'wrong-phone' })
  if (contact.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact.email)) problems.push({ field: contactFields.email, message: 'wrong-email' })
  return problems.length === 0 ? { ok: true, contact } : { ok: false, problems }
}
