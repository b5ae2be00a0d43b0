import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'

const compress = promisify(gzip)

/** Enough for the longest texts in any script, percent-encoded. */
export const mostBodyBytes = 65_536
const mostFields = 200

export type BodyFault = { readonly status: 400 | 411 | 413 | 415; readonly reason: 'too-large' | 'wrong-request' }

/** A form's fields, or why they are not read. The length must be said before: a body without one may never end. */
export async function readForm(request: Request): Promise<URLSearchParams | BodyFault> {
  const length = request.headers.get('content-length')
  if (length === null || !/^\d+$/.test(length)) return { status: 411, reason: 'wrong-request' }
  if (Number(length) > mostBodyBytes) return { status: 413, reason: 'too-large' }
  const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  if (type.trim() !== 'application/x-www-form-urlencoded') return { status: 415, reason: 'wrong-request' }
  const text = await request.text()
  if (text.length > mostBodyBytes) return { status: 413, reason: 'too-large' }
  const form = new URLSearchParams(text)
  return form.size > mostFields ? { status: 400, reason: 'wrong-request' } : form
}

/** Whether the answer should be for machines: only when JSON is asked for and HTML is not. */
export function wantsJson(context: Context): boolean {
  const accept = context.req.header('accept') ?? ''
  return accept.includes('json') && !accept.includes('text/html')
}

type Status = 200 | 303 | 400 | 404 | 405 | 410 | 411 | 413 | 415 | 422 | 500 | 503

/** A page, compressed where the reader takes it. */
export async function page(context: Context, html: string, options: { readonly status?: Status; readonly cache?: string } = {}): Promise<Response> {
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': options.cache ?? 'private, no-cache',
    vary: 'Accept-Encoding, Accept-Language, Accept',
  })
  const status = options.status ?? 200
  if (status === 503) headers.set('retry-after', '5')
  if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? '')) return context.newResponse(html, status, Object.fromEntries(headers))
  headers.set('content-encoding', 'gzip')
  const body = await compress(html)
  return context.newResponse(new Uint8Array(body), status, Object.fromEntries(headers))
}

export type Problem = {
  readonly status: Status
  readonly code: string
  readonly title: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
}

/** Problem details (RFC 9457) for machines. */
export function problem(context: Context, { status, ...details }: Problem): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  if (status === 503) headers['retry-after'] = '5'
  return context.newResponse(JSON.stringify({ type: 'about:blank', status, ...details }), status, headers)
}
