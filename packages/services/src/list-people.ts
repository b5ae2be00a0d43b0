import { people, type Person } from '@kuulolla/db'
import { z } from 'zod'
import { boundToUnits } from './membership-rights.ts'
import { defineVerb } from './verb.ts'

/** Everybody who has or had access to the tenant. */
export const listPeople = defineVerb({
  name: 'list-people',
  permission: 'people:manage',
  input: z.object({}),
  async run({ tx }) {
    return (await people(tx)).map(listed)
  },
})

/** `units` null is the whole tenant. */
function listed(person: Person): Omit<Person, 'units'> & { readonly units: Person['units'] | null } {
  return { ...person, units: boundToUnits(person.role) && !person.wholeTenant ? person.units : null }
}
