import { TRPCClientError } from '@trpc/client'

/** What went wrong, as the reader is told: `text` comes from the service in the reader's language. */
export type Problem = {
  readonly kind: 'offline' | 'unavailable' | 'forbidden' | 'not-found' | 'unauthenticated' | 'invalid' | 'other'
  readonly text: string | null
  readonly reason: string | null
  readonly fields: Readonly<Record<string, string>>
}

const kinds: Readonly<Record<number, Problem['kind']>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'invalid',
  422: 'invalid',
  429: 'invalid',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

type Detail = { readonly httpStatus?: number; readonly reason?: string; readonly fields?: readonly { readonly field: string; readonly detail: string }[] }

/** An error without the service's own words never reached it, or came from something in between. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof TRPCClientError)) return { kind: 'other', text: null, reason: null, fields: {} }
  // What crosses the wire is described by the api's errorFormatter; tRPC types it as unknown here.
  const detail = error.data as Detail | null | undefined
  if (detail === null || detail === undefined) return { kind: 'offline', text: null, reason: null, fields: {} }
  return {
    kind: kinds[detail.httpStatus ?? 0] ?? 'other',
    text: error.message,
    reason: detail.reason ?? null,
    fields: Object.fromEntries((detail.fields ?? []).map(({ field, detail: text }) => [field, text])),
  }
}
