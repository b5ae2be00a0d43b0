import { z } from 'zod'
import { Language } from './language.ts'

/** What a tenant decides for itself. Every field has a default, so that `{}` is a working tenant. */
export const TenantSettings = z.object({
  timeZone: z.string().default('Europe/Helsinki'),
  languages: z.array(Language).min(1).default(['fi', 'sv', 'en']),
  /** Fewer answers than this are never shown; 5 is the least that may be chosen. */
  threshold: z.int().min(5).max(100).default(5),
  /** Days within which a contact request is answered. */
  contactDueDays: z.int().min(1).max(60).default(14),
  /** NPS that the tenant aims at; null for none. */
  npsTarget: z.number().min(-100).max(100).nullable().default(null),
  shareTarget: z.number().min(0).max(1).nullable().default(null),
  retention: z
    .object({
      answersMonths: z.int().min(1).max(240).default(60),
      textsMonths: z.int().min(1).max(240).default(24),
      contactDaysAfterClosing: z.int().min(1).max(3650).default(90),
    })
    .prefault({}),
  /** Shown on the public pages. */
  contact: z
    .object({ email: z.email().nullable().default(null), phone: z.string().max(40).nullable().default(null), url: z.url().nullable().default(null) })
    .prefault({}),
})
export type TenantSettings = z.infer<typeof TenantSettings>
