import { DomainError, LocalisedText, nationalStandards, standardContent, TenantSettings, type Audience } from '@kuulolla/core'
import { insertQuestionnaire, insertStandard, insertTenant, insertVersion, writeAudit, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'
import { ensureSubmissionSecret } from './rotate-submission-secret.ts'
import { parse, type Dependencies } from './verb.ts'

const NewTenant = z.object({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  names: LocalisedText,
  kind: z.enum(['county', 'city', 'joint-authority', 'private']),
  settings: TenantSettings.prefault({}),
})

export type CreatedTenant = {
  readonly tenantId: number
  /** The national questionnaires, each published as version 1. */
  readonly questionnaires: Readonly<Record<Audience, { readonly questionnaireId: number; readonly versionId: number }>>
}

/**
 * Makes a tenant with the national measures, wordings and questionnaires. No verb of a tenant, for there is none yet:
 * the operator calls it, and it stands in the new tenant's audit trail. Throws `conflict` when the slug is taken.
 */
export async function createTenant({ db }: Dependencies, raw: z.input<typeof NewTenant>, job = 'create-tenant'): Promise<CreatedTenant> {
  const tenant = parse(NewTenant, raw)
  await ensureSubmissionSecret({ db })
  const created = await insertTenant(db, tenant, async (tx): Promise<CreatedTenant> => {
    const questionnaires = await copyStandards(tx, job)
    await writeAudit(tx, { actorKind: 'system', actorId: job, verb: 'create-tenant', target: `tenant:${tenant.slug}`, detail: { kind: tenant.kind } })
    return { tenantId: tx.tenantId, questionnaires }
  })
  if (created === null) throw new DomainError('conflict', 'slug-taken', [{ field: 'slug', message: 'slug-taken' }])
  return created
}

async function copyStandards(tx: TenantTransaction, job: string): Promise<CreatedTenant['questionnaires']> {
  const made: Partial<Record<Audience, { questionnaireId: number; versionId: number }>> = {}
  for (const standard of nationalStandards) {
    await insertStandard(tx, standard)
    const questionnaireId = await insertQuestionnaire(tx, { names: standard.names, audience: standard.audience, draft: null })
    const versionId = await insertVersion(tx, { questionnaireId, no: 1, content: standardContent(standard), publishedBy: job })
    made[standard.audience] = { questionnaireId, versionId }
  }
  const { adult, child, 'next-of-kin': nextOfKin } = made
  if (adult === undefined || child === undefined || nextOfKin === undefined) throw new TypeError('the national standards cover every audience')
  return { adult, child, 'next-of-kin': nextOfKin }
}
