import { isDeepStrictEqual } from 'node:util'
import { DomainError, importedContent, layoutOf, type FieldProblem, type ImportedQuestionnaire, type Layout, type ScoredItem } from '@kuulolla/core'
import {
  importQuestionnaire,
  insertMeasure,
  insertQuestionnaire,
  insertVersion,
  insertWording,
  measures,
  updateQuestionnaire,
  type TenantTransaction,
} from '@kuulolla/db'

/**
 * The version that imported answers belong to: the newest of an archived questionnaire of that name and audience
 * if it asks just this, else its next version. Measures that the tenant lacks become its own.
 * @throws DomainError `invalid` where a measure exists for another audience or on another scale.
 */
export async function ensureImportQuestionnaire(
  tx: TenantTransaction,
  wanted: ImportedQuestionnaire,
  publishedBy: string,
): Promise<{ readonly versionId: number; readonly layout: Layout }> {
  const content = importedContent(wanted)
  const layout = layoutOf(content)
  const found = await importQuestionnaire(tx, { audience: wanted.audience, names: wanted.title })
  if (found !== null && isDeepStrictEqual(JSON.parse(JSON.stringify(content)), found.content)) return { versionId: found.versionId, layout }
  await ensureMeasures(
    tx,
    wanted,
    content.items.filter((item): item is ScoredItem => item.kind !== 'text'),
  )
  let questionnaireId = found?.questionnaireId
  if (questionnaireId === undefined) {
    questionnaireId = await insertQuestionnaire(tx, { names: wanted.title, audience: wanted.audience, draft: null })
    // Archived: nobody is to answer it here.
    await updateQuestionnaire(tx, questionnaireId, { names: wanted.title, archived: true })
  }
  return { versionId: await insertVersion(tx, { questionnaireId, no: (found?.no ?? 0) + 1, content, publishedBy }), layout }
}

async function ensureMeasures(tx: TenantTransaction, wanted: ImportedQuestionnaire, items: readonly ScoredItem[]): Promise<void> {
  const known = new Map((await measures(tx, null)).map((measure) => [measure.code, measure]))
  const { entries } = layoutOf({ ...wanted, items: [...items] })
  const problems: FieldProblem[] = []
  for (const [index, item] of items.entries()) {
    const options = entries[index]?.options ?? 0
    const existing = known.get(item.measure)
    if (existing !== undefined) {
      const fits = existing.audience === wanted.audience && existing.scale === item.kind && existing.options === options
      if (!fits) problems.push({ field: `questionnaire.items.${item.id}`, message: 'measure-differs', params: { measure: item.measure } })
      continue
    }
    const texts = Object.fromEntries(Object.entries(item.wordings).map(([language, { text }]) => [language, text]))
    const names = wanted.items.find((each) => each.id === item.id)?.names ?? texts
    await insertMeasure(tx, {
      code: item.measure,
      audience: wanted.audience,
      scale: item.kind,
      options,
      direction: item.kind === 'choice' ? 'none' : 'increase',
      names,
    })
    for (const [language, wording] of Object.entries(item.wordings)) await insertWording(tx, item.measure, { language, ...wording })
  }
  if (problems.length > 0) throw new DomainError('invalid', 'measure-differs', problems)
}
