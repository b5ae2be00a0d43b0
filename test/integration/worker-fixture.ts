import { randomBytes } from 'node:crypto'
import { responseId } from '@kuulolla/core'
import { inTenant, insertResponses, insertUnit, markUnitDays, type Db } from '@kuulolla/db'
import { createLog, type Log } from '@kuulolla/runtime'
import { createTenant } from '@kuulolla/services'
import { sql } from 'kysely'

export type County = { readonly tenantId: number; readonly unitId: number; readonly versionId: number }

/** A tenant with one unit. */
export async function createCounty(db: Db, slug: string): Promise<County> {
  const { tenantId, questionnaires } = await createTenant({ db, now: () => new Date() }, { slug, names: { fi: 'Alue' }, kind: 'county' })
  const unitId = await inTenant(db, tenantId, (tx) =>
    insertUnit(tx, {
      code: 'u',
      names: { fi: 'U' },
      kind: 'service-unit',
      serviceCode: null,
      oid: null,
      municipality: null,
      contact: {},
      npsTarget: null,
      openedOn: null,
    }),
  )
  return { tenantId, unitId, versionId: questionnaires.adult.versionId }
}

export type Answers = {
  readonly day: string
  readonly count: number
  /** Leaves the mark but wakes nobody. */
  readonly quiet?: boolean
  /** Leaves no mark either. */
  readonly unmarked?: boolean
}

export async function addAnswers(db: Db, { tenantId, unitId, versionId }: County, { day, count, quiet = false, unmarked = false }: Answers): Promise<void> {
  await inTenant(db, tenantId, async (tx) => {
    const rows = Array.from({ length: count }, () => ({
      id: responseId(day, randomBytes(16)),
      day,
      unitId,
      versionId,
      pointId: null,
      channel: 'qr' as const,
      role: 'self' as const,
      language: 'fi' as const,
      answers: [11, 5, 5, 5, 5, 5, 5, 5],
      texts: [],
    }))
    await insertResponses(tx, rows)
    if (unmarked) return
    if (quiet) await sql`insert into stale (tenant_id, unit_id, day) values (${tenantId}, ${unitId}, ${day}::date)`.execute(tx.trx)
    else await markUnitDays(tx, rows)
  })
}

/** How many answer sheets the tallies of days say there are. `admin` sees past all walls. */
export async function talliedSheets(admin: Db, { tenantId }: County): Promise<number> {
  const { rows } = await sql<{ sheets: number }>`select coalesce(sum(counts[1]), 0)::integer as sheets from tally_day where tenant_id = ${tenantId}`.execute(
    admin,
  )
  return rows[0]?.sheets ?? 0
}

export type LogEntry = { readonly level: 'info' | 'warn' | 'error'; readonly fields: Readonly<Record<string, unknown>>; readonly message: string }

/** A log that remembers what it was told and prints nothing. */
export function recordingLog(): { readonly log: Log; readonly entries: readonly LogEntry[] } {
  const entries: LogEntry[] = []
  const record =
    (level: LogEntry['level']) =>
    (first: unknown, message?: string): void => {
      const fields = typeof first === 'object' && first !== null ? { ...first } : {}
      entries.push({ level, fields, message: typeof first === 'string' ? first : (message ?? '') })
    }
  const log = Object.assign(createLog('silent'), { info: record('info'), warn: record('warn'), error: record('error') })
  return { log, entries }
}
