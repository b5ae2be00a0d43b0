import { TenantSettings, type LocalisedText } from '@kuulolla/core'
import { sql } from 'kysely'
import type { Db, TenantTransaction } from './connection.ts'

export type TenantKind = 'county' | 'city' | 'joint-authority' | 'private'
export type Tenant = {
  readonly id: number
  readonly slug: string
  readonly names: LocalisedText
  readonly kind: string
  readonly settings: TenantSettings
}

type TenantRow = { readonly id: number; readonly slug: string; readonly names: unknown; readonly kind: string; readonly settings: unknown }

const columns = ['id', 'slug', 'names', 'kind', 'settings'] as const

function tenantOf(row: TenantRow): Tenant {
  return { id: row.id, slug: row.slug, kind: row.kind, names: row.names as LocalisedText, settings: TenantSettings.parse(row.settings) }
}

export async function tenantBySlug(db: Db, slug: string): Promise<Tenant | null> {
  const row = await db.selectFrom('tenant').select(columns).where('slug', '=', slug).executeTakeFirst()
  return row === undefined ? null : tenantOf(row)
}

export async function tenantById(db: Db, id: number): Promise<Tenant | null> {
  const row = await db.selectFrom('tenant').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : tenantOf(row)
}

export type NewTenant = { readonly slug: string; readonly names: LocalisedText; readonly kind: TenantKind; readonly settings: TenantSettings }

/** Makes a tenant and, in the same transaction and inside its walls, everything that `furnish` puts there. Null when the slug is taken. */
export async function insertTenant<T>(db: Db, tenant: NewTenant, furnish: (tx: TenantTransaction) => Promise<T>): Promise<T | null> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('tenant')
      .values({ slug: tenant.slug, names: JSON.stringify(tenant.names), kind: tenant.kind, settings: JSON.stringify(tenant.settings) })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) return null
    await sql.raw(`set local app.tenant = '${row.id}'`).execute(trx)
    return furnish({ tenantId: row.id, trx })
  })
}
