import { DomainError } from '@kuulolla/core'
import { apiKeyById, revokeApiKey as revoke } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Ends a key at once. A key that has ended already stays as it is. */
export const revokeApiKey = defineVerb({
  name: 'revoke-api-key',
  permission: 'keys:manage',
  input: z.object({ id: z.int().positive() }),
  async run({ tx, now }, { id }) {
    const key = await apiKeyById(tx, id)
    if (key === null) throw new DomainError('not-found', 'not-found')
    if (key.revokedAt === null) await revoke(tx, id, now())
    return {}
  },
  audit: ({ id }) => ({ target: `api-key:${id}` }),
})
