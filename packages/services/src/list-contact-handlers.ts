import { may, type Actor } from '@kuulolla/core'
import { people } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Who contact requests can be given to: active people with the right to handle them. */
export const listContactHandlers = defineVerb({
  name: 'list-contact-handlers',
  permission: 'contacts:handle',
  input: z.object({}),
  async run({ tx }) {
    const handles = (role: Extract<Actor, { kind: 'user' }>['role']): boolean =>
      may({ kind: 'user', tenantId: tx.tenantId, userId: '', role, units: null }, 'contacts:handle')
    return (await people(tx)).filter((person) => person.active && handles(person.role)).map(({ userId, name }) => ({ userId, name }))
  },
})
