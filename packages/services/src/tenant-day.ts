import { localDay, TenantSettings } from '@kuulolla/core'
import { tenantRow, type TenantTransaction } from '@kuulolla/db'

export async function loadSettings(tx: TenantTransaction): Promise<TenantSettings> {
  return TenantSettings.parse((await tenantRow(tx)).settings)
}

/** The tenant's day at an instant. */
export async function tenantDay(tx: TenantTransaction, now: Date): Promise<string> {
  return localDay(now, (await loadSettings(tx)).timeZone)
}
