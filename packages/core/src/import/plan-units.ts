import type { LocalisedText } from '../language.ts'
import { firstCycleDay, linksAfterMove, type ParentLink, type UnitKind } from '../organisation/unit-tree.ts'
import type { RowProblem } from './csv-dialect.ts'
import type { WantedUnit } from './read-unit-row.ts'

export type PresentUnit = {
  readonly id: number
  readonly code: string
  readonly names: LocalisedText
  readonly kind: UnitKind
  readonly oid: string | null
  readonly serviceCode: string | null
  readonly municipality: string | null
  readonly endedOn: string | null
}

/** A change of one unit. `links` are all its parent links afterwards; new units have negative ids in them. */
export type PlannedUnit = {
  readonly wanted: WantedUnit
  /** Negative for a unit to be made. */
  readonly id: number
  readonly links: readonly ParentLink[] | null
  readonly kinds: readonly ('created' | 'renamed' | 'moved' | 'ended' | 'changed')[]
}

export type UnitPlan = { readonly changes: readonly PlannedUnit[]; readonly unchanged: number; readonly problems: readonly RowProblem[] }

/** First possible day in parent links; sorts before every day. */
const always = '-infinity'

/**
 * What a file of units would change, from the day `from` on (null: as if it had always been so). Lines that name a unit
 * twice must agree; a parent is in the file or in the tree; no unit becomes its own ancestor.
 */
export function planUnits(
  wanted: readonly WantedUnit[],
  present: { readonly units: readonly PresentUnit[]; readonly links: readonly ParentLink[]; readonly services: ReadonlySet<string> },
  from: string | null,
): UnitPlan {
  const problems: RowProblem[] = []
  const known = new Map(present.units.map((unit) => [unit.code, unit]))
  const holders = new Map(present.units.flatMap((unit) => (unit.oid === null ? [] : [[unit.oid, unit.code] as const])))
  const units = new Map<string, WantedUnit>()
  for (const unit of wanted) {
    const first = units.get(unit.code)
    if (first === undefined) units.set(unit.code, unit)
    else if (first.parentCode !== unit.parentCode)
      problems.push({ line: unit.line, field: 'parent', reason: 'two-parents', params: { code: unit.code, line: first.line } })
  }
  const refuse = (unit: WantedUnit, field: string, reason: string): void => {
    problems.push({ line: unit.line, field, reason, params: { code: unit.code } })
    units.delete(unit.code)
  }
  for (const unit of units.values()) {
    const holder = unit.oid === undefined || unit.oid === null ? undefined : holders.get(unit.oid)
    if (holder !== undefined && holder !== unit.code) refuse(unit, 'oid', 'oid-taken')
    else if (unit.oid !== undefined && unit.oid !== null) holders.set(unit.oid, unit.code)
    if (unit.serviceCode !== undefined && unit.serviceCode !== null && !present.services.has(unit.serviceCode)) refuse(unit, 'serviceCode', 'service-unknown')
  }
  // A unit whose parent is refused is refused with it.
  for (let before = -1; before !== units.size;) {
    before = units.size
    for (const unit of units.values()) {
      if (unit.parentCode !== null && !units.has(unit.parentCode) && !known.has(unit.parentCode)) refuse(unit, 'parent', 'unit-unknown')
    }
  }
  const ids = new Map<string, number>(present.units.map((unit) => [unit.code, unit.id]))
  for (const [index, code] of [...units.keys()].filter((each) => !known.has(each)).entries()) ids.set(code, -1 - index)
  let links: readonly ParentLink[] = present.links
  const changes: PlannedUnit[] = []
  for (const unit of units.values()) {
    const id = ids.get(unit.code) ?? 0
    const current = known.get(unit.code)
    const own = links.filter((link) => link.unitId === id)
    const parentId = unit.parentCode === null ? null : (ids.get(unit.parentCode) ?? null)
    const moved = movedLinks(own, { unitId: id, parentId, from: from ?? always, until: null })
    const others = links.filter((link) => link.unitId !== id)
    if (moved !== null && (parentId === id || moved.some((link) => firstCycleDay(others, link) !== null))) {
      problems.push({ line: unit.line, field: 'parent', reason: 'tree-cycle', params: { code: unit.code } })
      continue
    }
    if (moved !== null) links = [...others, ...moved]
    const kinds = kindsOf(unit, current, moved !== null)
    if (kinds.length > 0) changes.push({ wanted: unit, id, links: moved, kinds })
  }
  return { changes, unchanged: units.size - changes.length - problems.filter(({ reason }) => reason === 'tree-cycle').length, problems }
}

/** All links afterwards, or null when they stay as they are. */
function movedLinks(own: readonly ParentLink[], move: Parameters<typeof linksAfterMove>[1]): readonly ParentLink[] | null {
  const after = linksAfterMove(own, move)
  return JSON.stringify(after) === JSON.stringify(own) || standsThere(own, move) ? null : after
}

/** It stands under that parent since that day or before, and nothing else is planned. */
function standsThere(own: readonly ParentLink[], { parentId, from }: { readonly parentId: number | null; readonly from: string }): boolean {
  const last = own.at(-1)
  return parentId === null ? last === undefined : last?.parentId === parentId && last.until === null && last.from <= from
}

function kindsOf(unit: WantedUnit, current: PresentUnit | undefined, moved: boolean): PlannedUnit['kinds'] {
  if (current === undefined) return ['created']
  const differs = (key: 'oid' | 'serviceCode' | 'municipality'): boolean => unit[key] !== undefined && unit[key] !== current[key]
  return [
    ...(Object.entries(unit.names).some(([language, name]) => current.names[language] !== name) ? (['renamed'] as const) : []),
    ...(moved ? (['moved'] as const) : []),
    ...(unit.endedOn !== undefined && unit.endedOn !== current.endedOn ? (['ended'] as const) : []),
    ...(unit.kind !== current.kind || differs('oid') || differs('serviceCode') || differs('municipality') ? (['changed'] as const) : []),
  ]
}
