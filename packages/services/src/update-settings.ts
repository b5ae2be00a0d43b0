import { TenantSettings } from '@kuulolla/core'
import { announcePointsOf, tenantRow, updateTenant } from '@kuulolla/db'
import { z } from 'zod'
import { Names } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** What an administrator may change; the time zone is the operator's, for days already counted hang on it. */
const ChangeableSettings = TenantSettings.omit({ timeZone: true })

export const updateSettings = defineVerb({
  name: 'update-settings',
  permission: 'settings:manage',
  input: z.object({ names: Names, settings: ChangeableSettings }),
  async run({ tx }, { names, settings }) {
    const before = await tenantRow(tx)
    const { timeZone } = TenantSettings.parse(before.settings)
    await updateTenant(tx, { names, settings: { ...settings, timeZone } })
    await announcePointsOf(tx, 'all')
  },
  audit: ({ settings }) => ({ target: 'tenant', detail: { settings } }),
})
