import { listUnits, readChannels, readFigures, readOutline, readSpan, readTexts } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const figures = {
  outline: procedure(readOutline),
  units: procedure(listUnits),
  read: procedure(readFigures),
  channels: procedure(readChannels),
  texts: procedure(readTexts),
  span: procedure(readSpan),
}
