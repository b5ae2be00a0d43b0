import { dayOfResponseId, DomainError } from '@kuulolla/core'
import { frozenBefore, responseByHandle, responseByKey, type AnswerHandle, type LocatedResponse, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'

const handleForm = /^(\d{1,9})\.(\d{4}-W\d{2})\.([0-9a-f]{32})$/

/** An answer's id, or its handle: what those who may leave answers out get instead, since an id begins with the day. */
export const AnswerName = z.string().refine((name) => dayOfResponseId(name) !== null || handleForm.test(name), { error: 'wrong-form' })

export const handleOf = ({ unitId, week, digest }: AnswerHandle): string => `${unitId}.${week}.${digest}`

/** Where an answer stands. @throws DomainError `not-found`; `gone` where its day is frozen and not counted again. */
export async function locateResponse(tx: TenantTransaction, name: string): Promise<LocatedResponse> {
  const found = await find(tx, name)
  if (found === null) throw new DomainError('not-found', 'answer-not-found')
  const frozen = await frozenBefore(tx)
  if (frozen !== null && found.day < frozen) throw new DomainError('gone', 'before-horizon')
  return found
}

async function find(tx: TenantTransaction, name: string): Promise<LocatedResponse | null> {
  const [, unitId = '', week = '', digest = ''] = handleForm.exec(name) ?? []
  if (digest !== '') return responseByHandle(tx, { unitId: Number(unitId), week, digest })
  const day = dayOfResponseId(name)
  return day === null ? null : responseByKey(tx, { day, id: name })
}
