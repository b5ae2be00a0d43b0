import { DomainError, type Actor } from '@kuulolla/core'
import { pointById, questionnaires, unitById, unitsBelow, type PointRow, type TenantTransaction } from '@kuulolla/db'
import { loadSettings } from './tenant-day.ts'
import { requireUnits } from './verb.ts'

/** A point that the actor may manage: one whose unit is in the actor's subtrees. */
export async function managedPoint(
  tx: TenantTransaction,
  { actor, pointId, now }: { readonly actor: Actor; readonly pointId: number; readonly now: Date },
): Promise<PointRow> {
  const point = await pointById(tx, pointId)
  if (point === null) throw new DomainError('not-found', 'point-not-found')
  await requireUnits(tx, actor, [point.unitId], now)
  return point
}

/** The units whose points an actor sees; null for all. */
export async function managedUnits(tx: TenantTransaction, actor: Actor, day: string): Promise<readonly number[] | null> {
  return actor.kind === 'user' && actor.units !== null ? unitsBelow(tx, actor.units, day) : null
}

/** Refuses a unit that has ended or a questionnaire that nobody can answer yet. */
export async function checkTarget(tx: TenantTransaction, target: { readonly unitIds: readonly number[]; readonly questionnaireId: number }): Promise<void> {
  for (const unitId of target.unitIds) {
    const unit = await unitById(tx, unitId)
    if (unit === null) throw new DomainError('invalid', 'invalid-input', [{ field: 'unitId', message: 'unit-not-found' }])
    if (unit.endedOn !== null) throw new DomainError('invalid', 'invalid-input', [{ field: 'unitId', message: 'unit-ended' }])
  }
  const questionnaire = (await questionnaires(tx)).find((each) => each.id === target.questionnaireId)
  if (questionnaire === undefined || questionnaire.archived)
    throw new DomainError('invalid', 'invalid-input', [{ field: 'questionnaireId', message: 'questionnaire-not-found' }])
  if (questionnaire.publishedNo === null) throw new DomainError('invalid', 'invalid-input', [{ field: 'questionnaireId', message: 'nothing-published' }])
}

/** Refuses a language that the tenant does not speak. */
export async function checkLanguages(tx: TenantTransaction, languages: readonly string[]): Promise<void> {
  const { languages: allowed } = await loadSettings(tx)
  if (languages.some((language) => !allowed.includes(language)))
    throw new DomainError('invalid', 'invalid-input', [{ field: 'languages', message: 'not-one-of', params: { allowed: allowed.join(', ') } }])
}
