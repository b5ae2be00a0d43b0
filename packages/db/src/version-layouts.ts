import { layoutOf, VersionContent, type Audience } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'
import type { VersionLayout } from './tallies.ts'

export type AnsweredVersion = VersionLayout & { readonly content: VersionContent }

/** Published versions with the layouts that follow from their contents. */
export async function versionLayouts({ tenantId, trx }: TenantTransaction, ids: readonly number[]): Promise<readonly AnsweredVersion[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: number; content: unknown }>`
    select id, content from version where tenant_id = ${tenantId} and id = any(${[...ids]}::integer[]) order by id`.execute(trx)
  return rows.map(({ id, content }) => {
    const parsed = VersionContent.parse(content)
    return { versionId: id, content: parsed, layout: layoutOf(parsed) }
  })
}

export async function versionIdsOfAudience({ tenantId, trx }: TenantTransaction, audience: Audience): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select version.id from questionnaire
    join version on version.tenant_id = ${tenantId} and version.questionnaire_id = questionnaire.id
    where questionnaire.tenant_id = ${tenantId} and questionnaire.audience = ${audience} order by version.id`.execute(trx)
  return rows.map((row) => row.id)
}
