import { auditRows, memberNames } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

const pageSize = 100

/** Who did what, the newest first, a page at a time. */
export const readAudit = defineVerb({
  name: 'read-audit',
  permission: 'audit:read',
  input: z.object({
    /** One thing's own history, such as `unit:12` or `contact-request:…`. */
    target: z.string().max(200).nullable().default(null),
    /** The last id of the page before. */
    before: z.int().positive().nullable().default(null),
  }),
  async run({ tx }, { target, before }) {
    const rows = await auditRows(tx, { target, before, limit: pageSize + 1 })
    const page = rows.slice(0, pageSize)
    const names = await memberNames(
      tx,
      page.flatMap((row) => (row.actorKind === 'user' ? [row.actorId] : [])),
    )
    return {
      entries: page.map((row) => ({ ...row, at: row.at.toISOString(), actorName: names.get(row.actorId) ?? null })),
      next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    }
  },
})
