import { measures, services } from '@kuulolla/db'
import { z } from 'zod'
import { loadSettings } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** The services and which of the standard's statements each asks; a service without any asks them all. */
export const listServices = defineVerb({
  name: 'list-services',
  permission: 'units:manage',
  input: z.object({}),
  async run({ tx }) {
    const all = await measures(tx, null)
    const statements = all.filter((measure) => measure.standard !== null && measure.scale !== 'nps')
    return {
      services: await services(tx),
      languages: (await loadSettings(tx)).languages,
      statements: statements.map(({ code, audience, names }) => ({ code, audience, names })),
    }
  },
})
