import { randomBytes } from 'node:crypto'
import { DomainError } from '@kuulolla/core'
import { insertApiKey } from '@kuulolla/db'
import { z } from 'zod'
import { tenantDay } from './tenant-day.ts'
import { auditedActor, defineVerb } from './verb.ts'

/** What another system may be allowed: to read, never to change. */
export const apiKeyScopes = ['figures:read', 'texts:read', 'answers:export'] as const

/** Makes a key for another system. The secret is in the answer and nowhere else: only its hash is stored. */
export const createApiKey = defineVerb({
  name: 'create-api-key',
  permission: 'keys:manage',
  input: z.object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(apiKeyScopes)).min(1),
    /** Last day it works; null for no end. */
    expiresOn: z.iso.date().nullable(),
  }),
  async run({ tx, actor, now }, { name, scopes, expiresOn }) {
    if (expiresOn !== null && expiresOn < (await tenantDay(tx, now())))
      throw new DomainError('invalid', 'invalid-input', [{ field: 'expiresOn', message: 'day-past' }])
    const secret = `kuulolla_${randomBytes(32).toString('base64url')}`
    const id = await insertApiKey(tx, { name, scopes: [...new Set(scopes)], expiresOn, createdBy: auditedActor(actor).actorId, secret })
    return { id, secret }
  },
  audit: ({ scopes, expiresOn }, { id }) => ({ target: `api-key:${id}`, detail: { scopes, expiresOn } }),
})
