import { mergeTallies, tallyOf, type Actor, type Layout, type Tally } from '@kuulolla/core'
import {
  countedMonths,
  countedSheets,
  countedSpan,
  frozenBefore,
  inTenant,
  lockTallies,
  markUnitDays,
  staleDaysOf,
  storedTallies,
  versionLayouts,
  writeAudit,
  type CountedSheet,
  type TenantTransaction,
} from '@kuulolla/db'
import { foldAllTallies } from './fold-tallies.ts'
import { hasTurn, monthsBetween, type Turn } from './recount-turn.ts'
import { tenantDay } from './tenant-day.ts'
import { auditedActor, authorise, type Dependencies } from './verb.ts'

/** A tally that says something else than the answers do. */
export type DifferingCell = {
  readonly table: 'day' | 'month' | 'month-attribute'
  readonly unitId: number
  /** The day, or the month's first. */
  readonly day: string
  readonly versionId: number
  /** `channel/role`, or `attribute/value`. */
  readonly split: string
  /** Null: there should be no such row. */
  readonly counted: Tally | null
  /** Null: the row is missing. */
  readonly tallied: Tally | null
}

export type Recount = {
  readonly unitMonths: number
  readonly sheets: number
  /** How many rows differ; `cells` holds at most the first 1,000 of them. */
  readonly differing: number
  readonly cells: readonly DifferingCell[]
  readonly mended: boolean
}

export type RecountOptions = {
  readonly units?: readonly number[]
  /** Whole months around these days. */
  readonly from?: string
  readonly to?: string
  /** Of these months only those whose turn it is tonight. */
  readonly turn?: Turn
  /** Count again what differs. */
  readonly mend?: boolean
}

const mostCells = 1_000

/**
 * Counts every answer again in core, one unit's month at a time, and compares: the independent check of the counting in SQL.
 * What is waiting to be counted is no difference, and what is frozen cannot be compared. Permission `system`.
 */
export async function recount(dependencies: Dependencies, actor: Actor, options: RecountOptions = {}): Promise<Recount> {
  authorise(actor, 'system')
  const cells: DifferingCell[] = []
  let sheets = 0
  let differing = 0
  const months = await inTenant(
    dependencies.db,
    actor.tenantId,
    async (tx) => {
      const span = await countedSpan(tx)
      if (span === null) return []
      const [from, to] = [options.from ?? span.first, options.to ?? span.last]
      const frozen = await frozenBefore(tx)
      const today = await tenantDay(tx, dependencies.now())
      const { turn } = options
      const wanted = monthsBetween(from < span.first ? span.first : from, to > span.last ? span.last : to).filter(
        (month) => (frozen === null || month >= frozen) && (turn === undefined || hasTurn(month, today, turn)),
      )
      return countedMonths(tx, { months: wanted, units: options.units ?? null })
    },
    { readOnly: true },
  )
  for (const { unitId, month } of months) {
    const found = await inTenant(dependencies.db, actor.tenantId, (tx) => compareMonth(tx, unitId, month), { readOnly: true, isolation: 'repeatable read' })
    sheets += found.sheets
    differing += found.cells.length
    if (options.mend === true && found.cells.length > 0) {
      const days = [...new Set([month, ...found.cells.map((cell) => cell.day)])]
      await inTenant(dependencies.db, actor.tenantId, async (tx) => {
        await lockTallies(tx)
        await markUnitDays(
          tx,
          days.map((day) => ({ unitId, day })),
        )
      })
    }
    cells.push(...found.cells.slice(0, mostCells - cells.length))
  }
  const mended = options.mend === true && differing > 0
  if (mended) {
    await foldAllTallies(dependencies, actor)
    await inTenant(dependencies.db, actor.tenantId, (tx) =>
      writeAudit(tx, { ...auditedActor(actor), verb: 'recount', target: null, detail: { differing, unitMonths: months.length } }),
    )
  }
  return { unitMonths: months.length, sheets, differing, cells, mended }
}

async function compareMonth(
  tx: TenantTransaction,
  unitId: number,
  month: string,
): Promise<{ readonly sheets: number; readonly cells: readonly DifferingCell[] }> {
  const before = nextMonth(month)
  const waiting = await staleDaysOf(tx, unitId, { from: month, before })
  const sheets = await countedSheets(tx, unitId, { from: month, before })
  const stored = await storedTallies(tx, unitId, month)
  const versions = new Set([...sheets, ...stored.days, ...stored.months, ...stored.attributes].map((each) => each.versionId))
  const layouts = new Map((await versionLayouts(tx, [...versions])).map(({ versionId, layout }) => [versionId, layout]))
  const counted = {
    day: countBy(sheets, layouts, (sheet) => [[sheet.day, split(sheet)]]),
    month: countBy(sheets, layouts, (sheet) => [[month, split(sheet)]]),
    attribute: countBy(sheets, layouts, (sheet) => attributes(sheet).map((each) => [month, each])),
  }
  const tallied = {
    day: keyed(stored.days.map((row) => [row.day, split(row), row] as const)),
    month: keyed(stored.months.map((row) => [month, split(row), row] as const)),
    attribute: keyed(stored.attributes.map((row) => [month, `${row.attribute}/${row.value}`, row] as const)),
  }
  const cells = [
    ...differences('day', unitId, counted.day, tallied.day).filter((cell) => !waiting.has(cell.day)),
    // A month with a day that waits is not settled either.
    ...(waiting.size > 0
      ? []
      : [...differences('month', unitId, counted.month, tallied.month), ...differences('month-attribute', unitId, counted.attribute, tallied.attribute)]),
  ]
  return { sheets: sheets.length, cells }
}

/** Tallies by `day version split`. */
type Counts = ReadonlyMap<string, Tally>

const split = ({ channel, role }: { readonly channel: string; readonly role: string }): string => `${channel}/${role}`

function attributes({ language, ageGroup, contactMode }: CountedSheet): readonly string[] {
  return [`language/${language}`, ...(ageGroup === null ? [] : [`age-group/${ageGroup}`]), ...(contactMode === null ? [] : [`contact-mode/${contactMode}`])]
}

function countBy(
  sheets: readonly CountedSheet[],
  layouts: ReadonlyMap<number, Layout>,
  keysOf: (sheet: CountedSheet) => readonly (readonly [day: string, split: string])[],
): Counts {
  const counts = new Map<string, Tally>()
  for (const sheet of sheets) {
    const layout = layouts.get(sheet.versionId)
    if (layout === undefined) throw new RangeError(`no version ${sheet.versionId}`)
    const one = tallyOf(layout, [sheet.answers])
    for (const [day, part] of keysOf(sheet)) {
      const key = `${day} ${sheet.versionId} ${part}`
      const sum = counts.get(key)
      counts.set(key, sum === undefined ? one : mergeTallies(sum, one))
    }
  }
  return counts
}

const keyed = (rows: readonly (readonly [day: string, split: string, row: { readonly versionId: number; readonly counts: Tally }])[]): Counts =>
  new Map(rows.map(([day, part, row]) => [`${day} ${row.versionId} ${part}`, row.counts]))

function differences(table: DifferingCell['table'], unitId: number, counted: Counts, tallied: Counts): readonly DifferingCell[] {
  return [...new Set([...counted.keys(), ...tallied.keys()])].flatMap((key) => {
    const right = counted.get(key) ?? null
    const found = tallied.get(key) ?? null
    if (right?.join() === found?.join()) return []
    const [day = '', versionId = '', ...part] = key.split(' ')
    return [{ table, unitId, day, versionId: Number(versionId), split: part.join(' '), counted: right, tallied: found }]
  })
}

function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}
