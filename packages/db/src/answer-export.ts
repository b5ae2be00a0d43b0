import type { Audience, DayRange, LocalisedText, VersionContent } from '@kuulolla/core'
import { sql } from 'kysely'
import type { TenantTransaction } from './connection.ts'

/** The roots and every unit that stood below one of them on some day of the period, or stands there on `treeOf`. */
export async function unitsBelowDuring(
  { tenantId, trx }: TenantTransaction,
  roots: readonly number[],
  when: { readonly period: DayRange; readonly treeOf: string | null },
): Promise<readonly number[]> {
  const link = when.treeOf === null ? sql`link.valid && below.span` : sql`link.valid @> ${when.treeOf}::date`
  const span = when.treeOf === null ? sql`below.span * link.valid` : sql`below.span`
  const { rows } = await sql<{ id: number }>`
    with recursive below as (
      select unnest(${[...roots]}::integer[]) as id, daterange(${when.period.from}::date, ${when.period.to}::date, '[]') as span
      union
      select link.unit_id, ${span} from below
      join unit_parent link on link.tenant_id = ${tenantId} and link.parent_id = below.id and ${link}
    )
    select distinct id from below order by id`.execute(trx)
  return rows.map((row) => row.id)
}

export type ExportedVersion = {
  readonly id: number
  readonly questionnaireId: number
  readonly questionnaireNames: LocalisedText
  readonly no: number
  readonly publishedAt: Date
  readonly content: VersionContent
}

/** Every published version of an audience, the oldest first. */
export async function exportedVersions({ tenantId, trx }: TenantTransaction, audience: Audience): Promise<readonly ExportedVersion[]> {
  // A version's content was checked when it was published, and never changes.
  const { rows } = await sql<ExportedVersion>`
    select version.id, version.questionnaire_id as "questionnaireId", questionnaire.names as "questionnaireNames", version.no,
      version.published_at as "publishedAt", version.content
    from questionnaire
    join version on version.tenant_id = ${tenantId} and version.questionnaire_id = questionnaire.id
    where questionnaire.tenant_id = ${tenantId} and questionnaire.audience = ${audience}
    order by version.id`.execute(trx)
  return rows
}

export type AnswerRange = DayRange & { readonly units: readonly number[]; readonly versions: readonly number[] }

export type ExportedAnswer = {
  readonly day: string
  /** For finding its texts; never exported. */
  readonly id: string
  readonly unitId: number
  readonly versionId: number
  readonly channel: string
  readonly role: string
  readonly language: string
  readonly answers: readonly number[]
}

/**
 * The answers that count, in batches, by day; within a day by random id, so that the order tells nothing.
 * A cursor reads them once, whichever plan is chosen: one at a time in a transaction.
 */
export async function* answersOf(
  { tenantId, trx }: TenantTransaction,
  { units, versions, from, to }: AnswerRange,
  batch: number,
): AsyncGenerator<readonly ExportedAnswer[]> {
  await sql`
    declare exported_answer no scroll cursor for
    select day, id, unit_id as "unitId", version_id as "versionId", channel, role, language, answers
    from response
    where tenant_id = ${tenantId} and day between ${from}::date and ${to}::date
      and unit_id = any(${[...units]}::integer[]) and version_id = any(${[...versions]}::integer[])
      and not exists (select from exclusion where exclusion.tenant_id = ${tenantId} and exclusion.day = response.day and exclusion.response_id = response.id)
    order by day, id`.execute(trx)
  for (;;) {
    const { rows } = await sql<ExportedAnswer>`fetch ${sql.lit(batch)} from exported_answer`.execute(trx)
    if (rows.length > 0) yield rows
    if (rows.length < batch) break
  }
  await sql`close exported_answer`.execute(trx)
}

/** The open texts of those answers. */
export async function textsOfAnswers(
  { tenantId, trx }: TenantTransaction,
  answers: readonly Pick<ExportedAnswer, 'day' | 'id'>[],
): Promise<readonly { readonly id: string; readonly item: string; readonly body: string }[]> {
  const { rows } = await sql<{ id: string; item: string; body: string }>`
    select free_text.response_id as id, free_text.item, free_text.body
    from unnest(${answers.map((answer) => answer.day)}::date[], ${answers.map((answer) => answer.id)}::uuid[]) as asked (day, id)
    join free_text on free_text.tenant_id = ${tenantId} and free_text.day = asked.day and free_text.response_id = asked.id`.execute(trx)
  return rows
}

/** Answers that count, by unit. */
export async function answersPerUnit({ tenantId, trx }: TenantTransaction, { units, versions, from, to }: AnswerRange): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ unitId: number; answers: number }>`
    select unit_id as "unitId", count(*) as answers from response
    where tenant_id = ${tenantId} and unit_id = any(${[...units]}::integer[]) and version_id = any(${[...versions]}::integer[])
      and day between ${from}::date and ${to}::date
      and not exists (select from exclusion where exclusion.tenant_id = ${tenantId} and exclusion.day = response.day and exclusion.response_id = response.id)
    group by unit_id`.execute(trx)
  return new Map(rows.map((row) => [row.unitId, row.answers]))
}
