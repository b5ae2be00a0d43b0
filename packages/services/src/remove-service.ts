import { DomainError } from '@kuulolla/core'
import { deleteService, services } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Removes a service that no unit belongs to. */
export const removeService = defineVerb({
  name: 'remove-service',
  permission: 'units:manage',
  input: z.object({ code: z.string() }),
  async run({ tx }, { code }) {
    const service = (await services(tx)).find((each) => each.code === code)
    if (service === undefined) throw new DomainError('not-found', 'service-unknown')
    if (service.units > 0) throw new DomainError('conflict', 'service-in-use')
    await deleteService(tx, code)
  },
  audit: ({ code }) => ({ target: `service:${code}` }),
})
