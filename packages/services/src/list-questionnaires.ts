import { questionnaires } from '@kuulolla/db'
import { z } from 'zod'
import { loadSettings } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

export const listQuestionnaires = defineVerb({
  name: 'list-questionnaires',
  permission: 'questionnaires:manage',
  input: z.object({}),
  async run({ tx }) {
    return { questionnaires: await questionnaires(tx), languages: (await loadSettings(tx)).languages }
  },
})
