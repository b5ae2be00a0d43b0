import { composeVersion, DomainError, Draft, draftOf, publishProblems, type Audience, type Composition } from '@kuulolla/core'
import { measures, questionnaireById, versionsOf, type MeasureRow, type QuestionnaireDetail, type TenantTransaction, type VersionRow } from '@kuulolla/db'
import { loadSettings } from './tenant-day.ts'

export type EditedQuestionnaire = {
  readonly questionnaire: QuestionnaireDetail
  /** Newest first. */
  readonly versions: readonly VersionRow[]
  /** What it may ask: its audience's. */
  readonly measures: readonly MeasureRow[]
  /** As saved; where nothing is being edited, what the newest version says. */
  readonly draft: Draft
}

/** A questionnaire as its editor sees it. */
export async function loadQuestionnaire(tx: TenantTransaction, id: number, options: { readonly lock?: boolean } = {}): Promise<EditedQuestionnaire> {
  const questionnaire = await questionnaireById(tx, id, options)
  if (questionnaire === null) throw new DomainError('not-found', 'questionnaire-not-found')
  const versions = await versionsOf(tx, id)
  const askable = await measures(tx, questionnaire.audience)
  const newest = versions[0]
  const draft =
    questionnaire.draft === null ? (newest === undefined ? await emptyDraft(tx, askable) : draftOf(newest.content, askable)) : Draft.parse(questionnaire.draft)
  return { questionnaire, versions, measures: askable, draft }
}

/** The whole standard in the tenant's languages, nothing written yet. */
export async function emptyDraft(tx: TenantTransaction, askable: readonly MeasureRow[]): Promise<Draft> {
  return {
    languages: [...(await loadSettings(tx)).languages],
    title: {},
    statements: askable.filter((measure) => measure.standard !== null && measure.scale !== 'nps').map((measure) => measure.code),
    own: [],
    text: {},
  }
}

/** The next version as the draft would have it, and everything that keeps it from being published. */
export function compose(
  edited: Pick<EditedQuestionnaire, 'measures' | 'versions'> & { readonly questionnaire: { readonly audience: Audience } },
  draft: Draft,
): Composition {
  const { content, problems } = composeVersion(draft, {
    audience: edited.questionnaire.audience,
    measures: edited.measures,
    previous: edited.versions[0]?.content ?? null,
  })
  // What the composition finds is said at the editor's own fields; the rules of publishing have the last word.
  return { content, problems: problems.length > 0 || content === null ? problems : publishProblems(content) }
}
