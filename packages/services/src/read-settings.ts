import { TenantSettings } from '@kuulolla/core'
import { tenantRow } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

export const readSettings = defineVerb({
  name: 'read-settings',
  permission: 'settings:manage',
  input: z.object({}),
  async run({ tx }) {
    const { slug, names, settings } = await tenantRow(tx)
    return { slug, names, settings: TenantSettings.parse(settings) }
  },
})
