import { addDays, localDay, type Actor } from '@kuulolla/core'
import {
  deleteResponsesBefore,
  deleteTextsBefore,
  dropAccessibilityContacts,
  dropContactDetails,
  dropImportChanges,
  freezeBefore,
  inTenant,
  lockTallies,
  staleUnitDays,
  writeAudit,
} from '@kuulolla/db'
import { foldAllTallies } from './fold-tallies.ts'
import { loadSettings } from './tenant-day.ts'
import { auditedActor, authorise, type Dependencies } from './verb.ts'

export type Retention = {
  /** Tallies before this day are kept as they are; its answers are gone. */
  readonly frozenBefore: string
  readonly answers: number
  readonly texts: number
  /** Sealed details of contact requests and addresses of accessibility feedback. */
  readonly contacts: number
}

const answersAtOnce = 5_000
/** For so long an import of answers can be undone: until then a copy of what it replaced is kept. */
const undoDays = 90

/** Removes what has been kept for long enough. First the tallies of those months are settled and frozen, then their answers go, a few thousand at a time. Permission `system`. */
export async function applyRetention(dependencies: Dependencies, actor: Actor): Promise<Retention> {
  authorise(actor, 'system')
  const { db, now } = dependencies
  const settings = await inTenant(db, actor.tenantId, loadSettings)
  const today = localDay(now(), settings.timeZone)
  const horizon = monthsBack(today, settings.retention.answersMonths)
  await foldAllTallies(dependencies, actor)
  const settled = await inTenant(db, actor.tenantId, async (tx) => {
    await lockTallies(tx)
    // An answer this old that came in just now is counted first; the next night freezes.
    if ((await staleUnitDays(tx)).some(({ day }) => day < horizon)) return false
    await freezeBefore(tx, horizon)
    return true
  })
  let answers = 0
  for (let gone = settled ? answersAtOnce : 0; gone === answersAtOnce; answers += gone) {
    gone = await inTenant(db, actor.tenantId, (tx) => deleteResponsesBefore(tx, horizon, answersAtOnce))
  }
  return inTenant(db, actor.tenantId, async (tx) => {
    const texts = await deleteTextsBefore(tx, monthsBack(today, settings.retention.textsMonths))
    const closedBefore = addDays(today, -settings.retention.contactDaysAfterClosing)
    const contacts = (await dropContactDetails(tx, closedBefore)) + (await dropAccessibilityContacts(tx, closedBefore))
    await dropImportChanges(tx, addDays(today, -undoDays))
    if (answers + texts + contacts > 0) {
      await writeAudit(tx, { ...auditedActor(actor), verb: 'apply-retention', target: null, detail: { frozenBefore: horizon, answers, texts, contacts } })
    }
    return { frozenBefore: horizon, answers, texts, contacts }
  })
}

/** The first day of the month that lies so many months before today's: whole months, so that monthly tallies freeze whole. */
function monthsBack(today: string, months: number): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  const index = year * 12 + (month - 1) - months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
}
