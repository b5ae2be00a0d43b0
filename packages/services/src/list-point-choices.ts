import { questionnaires, unitsOn } from '@kuulolla/db'
import { z } from 'zod'
import { managedUnits } from './point-access.ts'
import { loadSettings, tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** What a collection point may be of: the units that one manages, in the tree of today, and the published questionnaires. */
export const listPointChoices = defineVerb({
  name: 'list-point-choices',
  permission: 'points:manage',
  input: z.object({}),
  async run({ tx, actor, now }) {
    const day = await tenantDay(tx, now())
    const managed = await managedUnits(tx, actor, day)
    const units = (await unitsOn(tx, day)).filter((unit) => unit.endedOn === null && (managed === null || managed.includes(unit.id)))
    return {
      units: units.map(({ id, names, kind, parentId, openPoints }) => ({ id, names, kind, parentId, openPoints })),
      questionnaires: (await questionnaires(tx))
        .filter((each) => each.publishedNo !== null && !each.archived)
        .map(({ id, names, audience }) => ({ id, names, audience })),
      languages: (await loadSettings(tx)).languages,
    }
  },
})
