import { allTenants, buryImported, deleteResponses, inTenant, markUnitDays, writeAudit } from '@kuulolla/db'
import type { ErasureDependencies } from './erase-response.ts'

const erasuresAtOnce = 500

/** Erases again what a restored backup has brought back. Without a restore it finds nothing. For the operator and the worker's start. */
export async function reapplyErasures({ db, journal }: ErasureDependencies): Promise<{ readonly erased: number }> {
  const byTenant = Map.groupBy(await journal.read(), (erasure) => erasure.tenant)
  let erased = 0
  for (const tenant of await allTenants(db)) {
    const erasures = byTenant.get(tenant) ?? []
    for (let at = 0; at < erasures.length; at += erasuresAtOnce) {
      const some = erasures.slice(at, at + erasuresAtOnce)
      erased += await inTenant(db, tenant, async (tx) => {
        const gone = await deleteResponses(tx, some)
        if (gone.length === 0) return 0
        for (const erasure of some) await buryImported(tx, erasure)
        await markUnitDays(tx, gone)
        await writeAudit(tx, { actorKind: 'system', actorId: 'reapply-erasures', verb: 'reapply-erasures', target: null, detail: { erased: gone.length } })
        return gone.length
      })
    }
  }
  return { erased }
}
