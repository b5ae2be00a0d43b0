import { DomainError } from '@kuulolla/core'

/** What anybody may send: a questionnaire's draft in several languages fits. */
const longestBody = 256 * 1024
/** What somebody who is signed in may send: a file of units or wordings. */
const longestFile = 2 * 1024 * 1024

/** Why a body is not read, as an HTTP status with the error that says it. */
export type BodyRefusal = { readonly status: 411 | 413; readonly error: DomainError }

/**
 * Refuses a body before a byte of it is read: without a length it may never end, and a long one is read only from
 * somebody who is signed in.
 */
export async function refuseBody(request: Request, signedIn: () => Promise<boolean>): Promise<BodyRefusal | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const length = request.headers.get('content-length')
  if (length === null || !/^\d+$/.test(length)) return { status: 411, error: new DomainError('invalid', 'length-required') }
  const most = Number(length) > longestBody && (await signedIn()) ? longestFile : longestBody
  return Number(length) > most ? { status: 413, error: new DomainError('invalid', 'body-too-large') } : null
}
