import { dayOfResponseId, DomainError } from '@kuulolla/core'
import { frozenBefore, responseUnit, type ResponseKey, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'

export const ResponseId = z.string().refine((id) => dayOfResponseId(id) !== null, { error: 'wrong-form' })

/** Where an answer stands. @throws DomainError `not-found`; `gone` where its day is frozen and not counted again. */
export async function locateResponse(tx: TenantTransaction, id: string): Promise<ResponseKey & { readonly unitId: number }> {
  const day = dayOfResponseId(id)
  const unitId = day === null ? null : await responseUnit(tx, { day, id })
  if (day === null || unitId === null) throw new DomainError('not-found', 'answer-not-found')
  const frozen = await frozenBefore(tx)
  if (frozen !== null && day < frozen) throw new DomainError('gone', 'before-horizon')
  return { day, id, unitId }
}
