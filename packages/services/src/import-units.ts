import { planUnits, readUnitRow, UnitMapping, type Actor, type PlannedUnit, type RowProblem, type UnitPlan, type WantedUnit } from '@kuulolla/core'
import {
  announcePointsOf,
  insertImportBatch,
  insertImportChanges,
  insertUnit,
  inTenant,
  lockTree,
  parentLinks,
  replaceLinks,
  services,
  setImportCounts,
  setUnitsEnd,
  unitsOn,
  updateUnit,
  writeAudit,
  type ImportChange,
  type PlacedUnit,
  type TenantTransaction,
} from '@kuulolla/db'
import { z } from 'zod'
import { isCsvFile } from './import-answers.ts'
import { readCsv, type CsvFile } from './read-csv.ts'
import { tenantDay } from './tenant-day.ts'
import { unitStates } from './unit-undo.ts'
import { auditedActor, authorise, parse, type Dependencies } from './verb.ts'

export const UnitImport = z.object({
  mapping: UnitMapping,
  fileName: z.string().min(1).max(200),
  file: z.custom<CsvFile>(isCsvFile, { error: 'missing' }),
  /** Tell what would change, change nothing. */
  preview: z.boolean().default(false),
})

export type UnitImportReport = {
  /** Null in a preview, or when nothing changes. */
  readonly batchId: number | null
  readonly lines: number
  /** What changes (or would), by unit; a unit may be both renamed and moved. */
  readonly changes: readonly { readonly code: string; readonly name: string; readonly parentCode: string | null; readonly kinds: PlannedUnit['kinds'] }[]
  readonly unchanged: number
  readonly problems: readonly RowProblem[]
}

/** Units and their tree from a file: what is wrong is told line by line and left out, the rest is done at once. */
export const importUnits = {
  name: 'import-units',
  permission: 'units:manage',
  input: UnitImport,
  writes: true,
  async call(dependencies: Dependencies, actor: Actor, raw: z.input<typeof UnitImport>): Promise<UnitImportReport> {
    authorise(actor, 'units:manage')
    const { mapping, fileName, file, preview } = parse(UnitImport, raw)
    const { lines, units, problems } = await readUnits(mapping, file)
    return inTenant(dependencies.db, actor.tenantId, async (tx) => {
      await lockTree(tx)
      const present = await unitsOn(tx, await tenantDay(tx, dependencies.now()))
      const known = new Set((await services(tx)).map((service) => service.code))
      const plan = planUnits(units, { units: present, links: await parentLinks(tx), services: known }, mapping.from)
      const report = reportOf(plan, lines, problems)
      if (preview || plan.changes.length === 0) return report
      const batchId = await insertImportBatch(tx, { kind: 'units', source: mapping.source, fileName, actor: auditedActor(actor).actorId })
      await insertImportChanges(tx, batchId, await applyPlan(tx, plan, { present, from: mapping.from }))
      const counts = countsOf(plan, report)
      await setImportCounts(tx, batchId, counts)
      await writeAudit(tx, { ...auditedActor(actor), verb: 'import-units', target: `import:${batchId}`, detail: counts })
      return { ...report, batchId }
    })
  },
} as const

async function readUnits(
  mapping: UnitMapping,
  file: CsvFile,
): Promise<{ readonly lines: number; readonly units: readonly WantedUnit[]; readonly problems: readonly RowProblem[] }> {
  const units = new Map<string, WantedUnit>()
  const problems: RowProblem[] = []
  let lines = 0
  for await (const row of readCsv(file, mapping.csv)) {
    lines += 1
    const read = readUnitRow(mapping, row)
    problems.push(...read.problems)
    // A path names its upper units on every line: each is kept once per parent.
    for (const unit of read.units) {
      const key = `${unit.code} ${unit.parentCode ?? ''}`
      if (!units.has(key)) units.set(key, unit)
    }
  }
  return { lines, units: [...units.values()], problems }
}

function reportOf(plan: UnitPlan, lines: number, problems: readonly RowProblem[]): UnitImportReport {
  return {
    batchId: null,
    lines,
    changes: plan.changes.map(({ wanted, kinds }) => ({
      code: wanted.code,
      name: Object.values(wanted.names)[0] ?? wanted.code,
      parentCode: wanted.parentCode,
      kinds,
    })),
    unchanged: plan.unchanged,
    problems: [...problems, ...plan.problems],
  }
}

function countsOf(plan: UnitPlan, report: UnitImportReport): Readonly<Record<string, number>> {
  const having = (kind: PlannedUnit['kinds'][number]): number => plan.changes.filter(({ kinds }) => kinds.includes(kind)).length
  return {
    lines: report.lines,
    created: having('created'),
    renamed: having('renamed'),
    moved: having('moved'),
    ended: having('ended'),
    changed: having('changed'),
    unchanged: plan.unchanged,
    rejected: new Set(report.problems.map((problem) => problem.line)).size,
  }
}

async function applyPlan(
  tx: TenantTransaction,
  { changes }: UnitPlan,
  { present, from }: { readonly present: readonly PlacedUnit[]; readonly from: string | null },
): Promise<readonly ImportChange[]> {
  const before = new Map(present.map((unit) => [unit.id, unit]))
  const links = Map.groupBy(await parentLinks(tx), (link) => link.unitId)
  const ids = new Map<number, number>()
  for (const { id, wanted } of changes) {
    const unit = before.get(id)
    const fields = {
      names: { ...unit?.names, ...wanted.names },
      kind: wanted.kind,
      oid: wanted.oid === undefined ? (unit?.oid ?? null) : wanted.oid,
      serviceCode: wanted.serviceCode === undefined ? (unit?.serviceCode ?? null) : wanted.serviceCode,
      municipality: wanted.municipality === undefined ? (unit?.municipality ?? null) : wanted.municipality,
      contact: unit?.contact ?? {},
      npsTarget: unit?.npsTarget ?? null,
    }
    if (unit === undefined) ids.set(id, await insertUnit(tx, { ...fields, code: wanted.code, openedOn: from }))
    else await updateUnit(tx, id, fields)
    const made = ids.get(id) ?? id
    if (wanted.endedOn !== undefined && wanted.endedOn !== (unit?.endedOn ?? null)) await setUnitsEnd(tx, [made], wanted.endedOn)
  }
  const real = (id: number): number => ids.get(id) ?? id
  for (const { id, links: after } of changes) {
    if (after !== null)
      await replaceLinks(
        tx,
        real(id),
        after.map((link) => ({ unitId: real(link.unitId), parentId: real(link.parentId), from: link.from, until: link.until })),
      )
  }
  await announcePointsOf(tx, { unitIds: changes.map(({ id }) => real(id)) })
  // As written: an undo takes back only what still is so.
  const written = await unitStates(
    tx,
    changes.map(({ id }) => real(id)),
  )
  return changes.map(({ id, kinds }, index): ImportChange => {
    const unit = before.get(id)
    return {
      seq: index + 1,
      target: `unit:${real(id)}`,
      before: unit === undefined ? null : { unit, links: links.get(id) ?? [] },
      after: { kinds, ...written.get(real(id)) },
    }
  })
}
