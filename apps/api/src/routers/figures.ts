import { listUnits, readChannels, readFigures, readOutline, readTexts } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const figures = {
  outline: procedure(readOutline),
  units: procedure(listUnits),
  read: procedure(readFigures),
  channels: procedure(readChannels),
  texts: procedure(readTexts),
}
