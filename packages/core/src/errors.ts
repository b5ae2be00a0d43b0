/**
 * The one family of errors that a caller is meant to see. Everything else is a
 * defect: an opaque 500 outside, the full cause in the log.
 */
export type ErrorCode = 'not-found' | 'forbidden' | 'unauthenticated' | 'invalid' | 'conflict' | 'limit' | 'gone' | 'unavailable'

/** One thing wrong with one field: `message` is a catalogue key under `errors.`, `params` its parameters. */
export type FieldProblem = {
  readonly field: string
  readonly message: string
  readonly params?: Readonly<Record<string, string | number>>
}

export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  /** Catalogue key under `errors.` that says it to the user. */
  readonly reason: string
  readonly fields: readonly FieldProblem[]

  constructor(code: ErrorCode, reason: string, fields: readonly FieldProblem[] = []) {
    super(fields.length === 0 ? `${code}: ${reason}` : `${code}: ${reason} (${fields.map((f) => `${f.field}: ${f.message}`).join(', ')})`)
    this.code = code
    this.reason = reason
    this.fields = fields
  }
}

/** HTTP status of each code (RFC 9110); tRPC's codes follow from it. */
export const httpStatusOf = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  limit: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>
