import { DomainError } from '@kuulolla/core'
import { announcePointsOf, saveService as save, services } from '@kuulolla/db'
import { z } from 'zod'
import { Names } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

const ServiceCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/)

/** Adds a service or renames one. */
export const saveService = defineVerb({
  name: 'save-service',
  permission: 'units:manage',
  input: z.object({ code: ServiceCode, names: Names, isNew: z.boolean() }),
  async run({ tx }, { code, names, isNew }) {
    const known = (await services(tx)).some((service) => service.code === code)
    if (isNew && known) throw new DomainError('invalid', 'invalid-input', [{ field: 'code', message: 'code-taken' }])
    if (!isNew && !known) throw new DomainError('not-found', 'service-unknown')
    await save(tx, { code, names })
    await announcePointsOf(tx, { serviceCode: code })
  },
  audit: ({ code, isNew }) => ({ target: `service:${code}`, detail: { isNew } }),
})
