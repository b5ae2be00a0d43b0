import type { Audience, LocalisedText, ScaleId, VersionContent } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

export type QuestionnaireRow = {
  readonly id: number
  readonly names: LocalisedText
  readonly audience: Audience
  readonly archived: boolean
  readonly hasDraft: boolean
  /** The newest published version's number and instant (ISO); null before the first. */
  readonly publishedNo: number | null
  readonly publishedAt: string | null
  readonly openPoints: number
}

export async function questionnaires({ tenantId, trx }: TenantTransaction): Promise<readonly QuestionnaireRow[]> {
  const { rows } = await sql<QuestionnaireRow>`
    select questionnaire.id, questionnaire.names, questionnaire.audience, questionnaire.archived, questionnaire.draft is not null as "hasDraft",
      newest.no as "publishedNo", to_json(newest.published_at)#>>'{}' as "publishedAt",
      (select count(*)::integer from point_target target join point on point.tenant_id = ${tenantId} and point.id = target.point_id
       where target.tenant_id = ${tenantId} and target.questionnaire_id = questionnaire.id and upper_inf(target.valid) and point.closed_at is null) as "openPoints"
    from questionnaire
    left join lateral (select no, published_at from version where tenant_id = ${tenantId} and questionnaire_id = questionnaire.id order by no desc limit 1) newest on true
    where questionnaire.tenant_id = ${tenantId}
    order by questionnaire.id`.execute(trx)
  return rows
}

export type QuestionnaireDetail = {
  readonly id: number
  readonly names: LocalisedText
  readonly audience: Audience
  readonly archived: boolean
  /** As saved, not yet checked; null when nothing is being edited. */
  readonly draft: unknown
  readonly draftRevision: number
}

export async function questionnaireById(
  { tenantId, trx }: TenantTransaction,
  id: number,
  options: { readonly lock?: boolean } = {},
): Promise<QuestionnaireDetail | null> {
  const { rows } = await sql<QuestionnaireDetail>`
    select id, names, audience, archived, draft, draft_revision as "draftRevision" from questionnaire
    where tenant_id = ${tenantId} and id = ${id} ${options.lock === true ? sql`for update` : sql``}`.execute(trx)
  return rows[0] ?? null
}

export async function insertQuestionnaire(
  { tenantId, trx }: TenantTransaction,
  questionnaire: { readonly names: LocalisedText; readonly audience: Audience; readonly draft: unknown },
): Promise<number> {
  const row = await trx
    .insertInto('questionnaire')
    .values({
      tenant_id: tenantId,
      names: JSON.stringify(questionnaire.names),
      audience: questionnaire.audience,
      draft: questionnaire.draft === null ? null : JSON.stringify(questionnaire.draft),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Saves the draft over revision `expected`; the new revision, or null when somebody else has saved since. */
export async function saveDraftOver(
  { tenantId, trx }: TenantTransaction,
  id: number,
  draft: { readonly content: unknown; readonly expected: number },
): Promise<number | null> {
  const row = await trx
    .updateTable('questionnaire')
    .set((eb) => ({ draft: draft.content === null ? null : JSON.stringify(draft.content), draft_revision: eb('draft_revision', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('draft_revision', '=', draft.expected)
    .returning('draft_revision')
    .executeTakeFirst()
  return row?.draft_revision ?? null
}

export async function updateQuestionnaire(
  { tenantId, trx }: TenantTransaction,
  id: number,
  change: { readonly names: LocalisedText; readonly archived: boolean },
): Promise<void> {
  await trx
    .updateTable('questionnaire')
    .set({ names: JSON.stringify(change.names), archived: change.archived })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export type VersionRow = {
  readonly id: number
  readonly no: number
  readonly content: VersionContent
  readonly publishedAt: string
  readonly publishedBy: string
}

/** Every published version, newest first. */
export async function versionsOf({ tenantId, trx }: TenantTransaction, questionnaireId: number): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select id, no, content, to_json(published_at)#>>'{}' as "publishedAt", published_by as "publishedBy"
    from version where tenant_id = ${tenantId} and questionnaire_id = ${questionnaireId} order by no desc`.execute(trx)
  return rows
}

export async function insertVersion(
  { tenantId, trx }: TenantTransaction,
  version: { readonly questionnaireId: number; readonly no: number; readonly content: VersionContent; readonly publishedBy: string },
): Promise<number> {
  const row = await trx
    .insertInto('version')
    .values({
      tenant_id: tenantId,
      questionnaire_id: version.questionnaireId,
      no: version.no,
      content: JSON.stringify(version.content),
      published_by: version.publishedBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type MeasureWording = { readonly language: string; readonly text: string; readonly official: boolean; readonly source: string; readonly addedOn: string }

export type MeasureRow = {
  readonly code: string
  readonly audience: Audience
  readonly scale: ScaleId
  readonly options: number
  readonly direction: 'increase' | 'decrease' | 'none'
  /** The standard it comes from; null for the tenant's own. */
  readonly standard: string | null
  readonly standardVersion: string | null
  readonly position: number
  readonly names: LocalisedText
  /** Every wording there has been, oldest first within a language: the last of a language counts. */
  readonly wordings: readonly MeasureWording[]
}

export async function measures({ tenantId, trx }: TenantTransaction, audience: Audience | null): Promise<readonly MeasureRow[]> {
  const { rows } = await sql<MeasureRow>`
    select measure.code, measure.audience, measure.scale, measure.options, measure.direction, measure.standard, measure.standard_version as "standardVersion",
      measure.position, measure.names,
      coalesce((select json_agg(json_build_object('language', language, 'text', text, 'official', official, 'source', source, 'addedOn', added_on) order by language, id)
        from wording where wording.tenant_id = ${tenantId} and wording.measure_code = measure.code), '[]') as wordings
    from measure where measure.tenant_id = ${tenantId} and (${audience}::text is null or measure.audience = ${audience})
    order by measure.standard is null, measure.position, measure.code`.execute(trx)
  return rows
}

export async function insertMeasure(
  { tenantId, trx }: TenantTransaction,
  measure: Omit<MeasureRow, 'wordings' | 'standard' | 'standardVersion' | 'position'>,
): Promise<boolean> {
  const row = await trx
    .insertInto('measure')
    .values((eb) => ({
      tenant_id: tenantId,
      code: measure.code,
      audience: measure.audience,
      scale: measure.scale,
      options: measure.options,
      direction: measure.direction,
      position: eb
        .selectFrom('measure')
        .select((inner) => inner(inner.fn.coalesce(inner.fn.max('position'), inner.lit(0)), '+', inner.lit(1)).as('position'))
        .where('tenant_id', '=', tenantId)
        .where('audience', '=', measure.audience),
      names: JSON.stringify(measure.names),
    }))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'code']).doNothing())
    .returning('code')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertWording(
  { tenantId, trx }: TenantTransaction,
  measureCode: string,
  wording: { readonly language: string; readonly text: string; readonly official: boolean; readonly source: string },
): Promise<void> {
  await trx
    .insertInto('wording')
    .values({ tenant_id: tenantId, measure_code: measureCode, ...wording })
    .execute()
}
