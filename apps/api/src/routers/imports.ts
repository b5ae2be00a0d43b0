import { listImports } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const imports = { list: procedure(listImports) }
