import type { LocalisedText, ParentLink, UnitKind } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** How to reach a unit, shown on its public page. */
export type UnitContact = { readonly email?: string; readonly phone?: string; readonly address?: string }

export type UnitFields = {
  readonly names: LocalisedText
  readonly kind: UnitKind
  readonly serviceCode: string | null
  readonly oid: string | null
  readonly municipality: string | null
  readonly contact: UnitContact
  readonly npsTarget: number | null
}

export type UnitRow = UnitFields & {
  readonly id: number
  readonly code: string
  readonly openedOn: string | null
  /** The last day on which it works. */
  readonly endedOn: string | null
}

/** A unit as it stands in the tree on one day; `parentId` is null at the top. */
export type PlacedUnit = UnitRow & { readonly parentId: number | null; readonly openPoints: number }

const unitColumns = sql`unit.id, unit.code, unit.oid, unit.kind, unit.names, unit.service_code as "serviceCode", unit.municipality, unit.contact,
  unit.nps_target as "npsTarget", unit.opened_on as "openedOn", unit.ended_on as "endedOn"`

/** Every unit with its parent on `day`, in order of code; those not yet opened or already ended too, so that the reader can choose. */
export async function unitsOn({ tenantId, trx }: TenantTransaction, day: string): Promise<readonly PlacedUnit[]> {
  const { rows } = await sql<PlacedUnit>`
    select ${unitColumns}, link.parent_id as "parentId",
      (select count(*)::integer from point_target target join point on point.tenant_id = ${tenantId} and point.id = target.point_id
       where target.tenant_id = ${tenantId} and target.unit_id = unit.id and upper_inf(target.valid) and point.closed_at is null) as "openPoints"
    from unit
    left join unit_parent link on link.tenant_id = ${tenantId} and link.unit_id = unit.id and link.valid @> ${day}::date
    where unit.tenant_id = ${tenantId}
    order by unit.code`.execute(trx)
  return rows
}

export async function unitById({ tenantId, trx }: TenantTransaction, unitId: number): Promise<UnitRow | null> {
  const { rows } = await sql<UnitRow>`select ${unitColumns} from unit where unit.tenant_id = ${tenantId} and unit.id = ${unitId}`.execute(trx)
  return rows[0] ?? null
}

export async function unitsByIds({ tenantId, trx }: TenantTransaction, unitIds: readonly number[]): Promise<readonly UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select ${unitColumns} from unit where unit.tenant_id = ${tenantId} and unit.id = any(${[...unitIds]}::integer[])`.execute(trx)
  return rows
}

/** Every unit's id and OID. */
export async function unitKeys({ tenantId, trx }: TenantTransaction): Promise<readonly { readonly id: number; readonly oid: string | null }[]> {
  return trx.selectFrom('unit').select(['id', 'oid']).where('tenant_id', '=', tenantId).execute()
}

export async function unitIdByOid({ tenantId, trx }: TenantTransaction, oid: string): Promise<number | null> {
  const row = await trx.selectFrom('unit').select('id').where('tenant_id', '=', tenantId).where('oid', '=', oid).executeTakeFirst()
  return row?.id ?? null
}

export async function unitIdByCode({ tenantId, trx }: TenantTransaction, code: string): Promise<number | null> {
  const row = await trx.selectFrom('unit').select('id').where('tenant_id', '=', tenantId).where('code', '=', code).executeTakeFirst()
  return row?.id ?? null
}

export async function insertUnit(
  { tenantId, trx }: TenantTransaction,
  unit: UnitFields & { readonly code: string; readonly openedOn: string | null },
): Promise<number> {
  const row = await trx
    .insertInto('unit')
    .values({ tenant_id: tenantId, code: unit.code, opened_on: unit.openedOn, ...columnsOf(unit) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function updateUnit({ tenantId, trx }: TenantTransaction, unitId: number, unit: UnitFields): Promise<void> {
  await trx.updateTable('unit').set(columnsOf(unit)).where('tenant_id', '=', tenantId).where('id', '=', unitId).execute()
}

function columnsOf(unit: UnitFields) {
  return {
    oid: unit.oid,
    kind: unit.kind,
    names: JSON.stringify(unit.names),
    service_code: unit.serviceCode,
    municipality: unit.municipality,
    contact: JSON.stringify(unit.contact),
    nps_target: unit.npsTarget,
  }
}

export async function setUnitsEnd({ tenantId, trx }: TenantTransaction, unitIds: readonly number[], lastDay: string | null): Promise<void> {
  await trx
    .updateTable('unit')
    .set({ ended_on: lastDay })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...unitIds])
    .execute()
}

/** Two moves at once could each be sound and together make a cycle: whoever changes the tree waits here for whoever is before. */
export async function lockTree({ tenantId, trx }: TenantTransaction): Promise<void> {
  await sql`select id from tenant where id = ${tenantId} for no key update`.execute(trx)
}

/** Every parent link there has been, is and is planned, in order of unit and day. */
export async function parentLinks({ tenantId, trx }: TenantTransaction): Promise<readonly ParentLink[]> {
  const { rows } = await sql<ParentLink>`
    select unit_id as "unitId", parent_id as "parentId", coalesce(lower(valid), '-infinity'::date)::text as "from", upper(valid)::text as "until"
    from unit_parent where tenant_id = ${tenantId} order by unit_id, valid`.execute(trx)
  return rows
}

/** Replaces all parent links of one unit. */
export async function replaceLinks({ tenantId, trx }: TenantTransaction, unitId: number, links: readonly ParentLink[]): Promise<void> {
  await trx.deleteFrom('unit_parent').where('tenant_id', '=', tenantId).where('unit_id', '=', unitId).execute()
  if (links.length === 0) return
  await trx
    .insertInto('unit_parent')
    .values(
      links.map((link) => ({
        tenant_id: tenantId,
        unit_id: unitId,
        parent_id: link.parentId,
        valid: sql<string>`daterange(${link.from === '-infinity' ? null : link.from}::date, ${link.until}::date)`,
      })),
    )
    .execute()
}

export type Service = {
  readonly code: string
  readonly names: LocalisedText
  /** The statements it asks; empty means all. */
  readonly statements: readonly string[]
  readonly units: number
}

export async function services({ tenantId, trx }: TenantTransaction): Promise<readonly Service[]> {
  const { rows } = await sql<Service>`
    select service.code, service.names,
      array(select measure_code from service_statement asked where asked.tenant_id = ${tenantId} and asked.service_code = service.code order by measure_code) as statements,
      (select count(*)::integer from unit where unit.tenant_id = ${tenantId} and unit.service_code = service.code) as units
    from service where service.tenant_id = ${tenantId} order by service.code`.execute(trx)
  return rows
}

export async function saveService({ tenantId, trx }: TenantTransaction, service: { readonly code: string; readonly names: LocalisedText }): Promise<void> {
  const names = JSON.stringify(service.names)
  await trx
    .insertInto('service')
    .values({ tenant_id: tenantId, code: service.code, names })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'code']).doUpdateSet({ names }))
    .execute()
}

export async function deleteService({ tenantId, trx }: TenantTransaction, code: string): Promise<void> {
  await trx.deleteFrom('service_statement').where('tenant_id', '=', tenantId).where('service_code', '=', code).execute()
  await trx.deleteFrom('service').where('tenant_id', '=', tenantId).where('code', '=', code).execute()
}

export async function replaceServiceStatements({ tenantId, trx }: TenantTransaction, serviceCode: string, measures: readonly string[]): Promise<void> {
  await trx.deleteFrom('service_statement').where('tenant_id', '=', tenantId).where('service_code', '=', serviceCode).execute()
  if (measures.length === 0) return
  await trx
    .insertInto('service_statement')
    .values(measures.map((measure) => ({ tenant_id: tenantId, service_code: serviceCode, measure_code: measure })))
    .execute()
}

/** The subtrees of `roots` as the tree is on `day`, the roots with them. */
export async function unitsBelow({ tenantId, trx }: TenantTransaction, roots: readonly number[], day: string): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive below as (
      select unnest(${[...roots]}::integer[]) as id
      union
      select link.unit_id from below
      join unit_parent link on link.tenant_id = ${tenantId} and link.parent_id = below.id and link.valid @> ${day}::date
    )
    select id from below`.execute(trx)
  return rows.map((row) => row.id)
}
