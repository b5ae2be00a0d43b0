import { createApiKey, listApiKeys, revokeApiKey } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const keys = {
  list: procedure(listApiKeys),
  create: procedure(createApiKey),
  revoke: procedure(revokeApiKey),
}
