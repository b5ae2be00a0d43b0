import { DomainError } from '@kuulolla/core'
import { tenantRow, unitsOn } from '@kuulolla/db'
import { z } from 'zod'
import { compose, loadQuestionnaire } from './questionnaire-editing.ts'
import { loadSettings, tenantDay } from './tenant-day.ts'
import { defineVerb } from './verb.ts'

/** What a survey page would show of a questionnaire's draft, or of one of its published versions, at some unit of the tenant. */
export const previewQuestionnaire = defineVerb({
  name: 'preview-questionnaire',
  permission: 'questionnaires:manage',
  input: z.object({
    questionnaireId: z.int().positive(),
    /** The number of a published version; null for the draft. */
    version: z.int().positive().nullable().default(null),
  }),
  async run({ tx, now }, { questionnaireId, version }) {
    const edited = await loadQuestionnaire(tx, questionnaireId)
    const content = version === null ? compose(edited, edited.draft).content : (edited.versions.find((each) => each.no === version)?.content ?? null)
    if (content === null) throw new DomainError('not-found', version === null ? 'not-publishable' : 'not-found')
    const [tenant, settings, units] = [await tenantRow(tx), await loadSettings(tx), await unitsOn(tx, await tenantDay(tx, now()))]
    const unit = units.find((each) => each.kind === 'service-unit' && each.endedOn === null) ?? units[0]
    return {
      content,
      tenant: { slug: tenant.slug, names: tenant.names },
      unit: { id: unit?.id ?? 0, names: unit?.names ?? tenant.names, serviceNames: null },
      contactDays: content.audience === 'child' ? null : settings.contactDueDays,
    }
  },
})
