import { changePoint, closePoint, createPoints, listPointChoices, listPoints, pointHistory, reopenPoint, repointPoint } from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const points = {
  list: procedure(listPoints),
  choices: procedure(listPointChoices),
  history: procedure(pointHistory),
  create: procedure(createPoints),
  change: procedure(changePoint),
  repoint: procedure(repointPoint),
  close: procedure(closePoint),
  reopen: procedure(reopenPoint),
}
