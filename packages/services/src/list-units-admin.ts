import { Day } from '@kuulolla/core'
import { services, unitsOn } from '@kuulolla/db'
import { z } from 'zod'
import { loadSettings, tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** The unit tree as it is on a day (today unless said), with the services that a unit may belong to. */
export const listUnitsAdmin = defineVerb({
  name: 'list-units-admin',
  permission: 'units:manage',
  input: z.object({ day: Day.optional() }),
  async run({ tx, now }, input) {
    const today = await tenantDay(tx, now())
    const day = input.day ?? today
    return { day, today, units: await unitsOn(tx, day), services: await services(tx), languages: (await loadSettings(tx)).languages }
  },
})
