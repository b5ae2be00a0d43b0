import { DomainError, httpStatusOf } from '@kuulolla/core'
import type { Translator } from '@kuulolla/i18n'
import { translatorOf } from '@kuulolla/i18n/catalogues'

/** Problem details (RFC 9457) in the reader's language; `errors` names the fields. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  /** The catalogue key under `errors.`, for programs. */
  readonly reason: string
  readonly errors: readonly { readonly field: string; readonly detail: string }[]
}

/** Says a `DomainError` to the caller; of anything else nothing but that it happened. */
export function describeProblem(error: unknown, translate: Translator = translatorOf('fi')): Problem {
  const domain = error instanceof DomainError ? error : null
  const reason = domain?.reason ?? 'unexpected'
  const fields = domain?.fields ?? []
  return {
    type: `urn:kuulolla:problem:${domain?.code ?? 'unexpected'}`,
    title: translate.find(`errors.${reason}`) ?? translate('errors.unexpected'),
    status: domain === null ? 500 : httpStatusOf[domain.code],
    reason,
    errors: fields.map(({ field, message, params }) => ({ field, detail: translate.find(`errors.${message}`, params) ?? message })),
  }
}

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(problem, { status: problem.status, headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' } })
}
