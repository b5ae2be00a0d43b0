import { readSettings, updateSettings } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const settings = { read: procedure(readSettings), update: procedure(updateSettings) }
