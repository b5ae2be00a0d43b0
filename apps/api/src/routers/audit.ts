import { readAudit } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const audit = { list: procedure(readAudit) }
