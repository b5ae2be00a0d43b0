import type { Actor } from '@kuulolla/core'
import {
  announceTallies,
  countDays,
  countMonthAttributes,
  frozenBefore,
  hasStale,
  inTenant,
  lockTallies,
  setSwept,
  setSweptUnlessWaiting,
  sumMonths,
  takeStale,
  versionLayouts,
  versionsAnswered,
} from '@kuulolla/db'
import { authorise, type Dependencies } from './verb.ts'

export type Fold = {
  /** Marks taken. */
  readonly marks: number
  readonly unitDays: number
  readonly units: readonly number[]
  /** Something is left to count. */
  readonly pending: boolean
}

const marksAtOnce = 5_000

/**
 * Counts again every unit-day that is marked stale, at most 5,000 marks of the actor's tenant, and replaces their
 * tallies, all in one transaction: after a crash the marks are still there. Not audited: it changes nothing that anybody said.
 */
export async function foldTallies(dependencies: Dependencies, actor: Actor): Promise<Fold> {
  authorise(actor, 'system')
  return inTenant(dependencies.db, actor.tenantId, async (tx) => {
    await lockTallies(tx)
    const at = dependencies.now()
    const { marks, unitDays: marked } = await takeStale(tx, marksAtOnce)
    const frozen = await frozenBefore(tx)
    const unitDays = frozen === null ? marked : marked.filter(({ day }) => day >= frozen)
    if (unitDays.length > 0) {
      const versions = await versionLayouts(tx, await versionsAnswered(tx, unitDays))
      await countDays(tx, unitDays, versions)
      await sumMonths(tx, unitDays, versions)
      await countMonthAttributes(tx, unitDays, versions)
    }
    const pending = await hasStale(tx)
    if (!pending) await setSwept(tx, at)
    const units = [...new Set(unitDays.map(({ unitId }) => unitId))]
    if (units.length > 0) await announceTallies(tx, units)
    return { marks, unitDays: unitDays.length, units, pending }
  })
}

/** Folds until nothing is left. */
export async function foldAllTallies(dependencies: Dependencies, actor: Actor): Promise<{ readonly unitDays: number }> {
  let unitDays = 0
  for (;;) {
    const fold = await foldTallies(dependencies, actor)
    unitDays += fold.unitDays
    if (!fold.pending || fold.marks === 0) return { unitDays }
  }
}

/** As `foldAllTallies`, for tenants that mostly have nothing to count: those cost one statement, which says that their figures are fresh. */
export async function sweepTallies(dependencies: Dependencies, actor: Actor): Promise<{ readonly unitDays: number }> {
  authorise(actor, 'system')
  const waiting = await inTenant(dependencies.db, actor.tenantId, (tx) => setSweptUnlessWaiting(tx, dependencies.now()))
  return waiting ? foldAllTallies(dependencies, actor) : { unitDays: 0 }
}
