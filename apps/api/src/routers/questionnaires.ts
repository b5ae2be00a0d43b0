import {
  addWording,
  changeQuestionnaire,
  createMeasure,
  createQuestionnaire,
  listQuestionnaires,
  publishVersion,
  readQuestionnaire,
  saveDraft,
} from '@kuulolla/services'
import { procedure } from '../trpc.ts'

export const questionnaires = {
  list: procedure(listQuestionnaires),
  read: procedure(readQuestionnaire),
  create: procedure(createQuestionnaire),
  change: procedure(changeQuestionnaire),
  saveDraft: procedure(saveDraft),
  publish: procedure(publishVersion),
  addWording: procedure(addWording),
  createMeasure: procedure(createMeasure),
}
