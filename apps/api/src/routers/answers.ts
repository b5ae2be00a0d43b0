import { eraseResponse, excludeResponse, listExcluded, restoreResponse } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const answers = {
  excluded: procedure(listExcluded),
  exclude: procedure(excludeResponse),
  restore: procedure(restoreResponse),
  erase: procedure(eraseResponse),
}
