import { apiKeys, memberNames } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** The keys of other systems, the newest first; never their secrets. */
export const listApiKeys = defineVerb({
  name: 'list-api-keys',
  permission: 'keys:manage',
  input: z.object({}),
  async run({ tx, now }) {
    const [keys, today] = [await apiKeys(tx), await tenantDay(tx, now())]
    const names = await memberNames(
      tx,
      keys.map((key) => key.createdBy),
    )
    return keys.map((key) => ({
      id: key.id,
      name: key.name,
      scopes: key.scopes,
      createdBy: names.get(key.createdBy) ?? null,
      createdAt: key.createdAt.toISOString(),
      expiresOn: key.expiresOn,
      state: key.revokedAt !== null ? ('revoked' as const) : key.expiresOn !== null && key.expiresOn < today ? ('expired' as const) : ('working' as const),
    }))
  },
})
