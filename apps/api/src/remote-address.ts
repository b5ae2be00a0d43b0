import { isIP } from 'node:net'

type NodeEnvironment = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } }

const nearby = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/

/** Where a request came from, for counting attempts only. A forwarded address counts when the connection itself comes from nearby, as from a proxy. */
export function remoteAddressOf(headers: Headers, environment: unknown): string | null {
  // What node-server hands to an app beside the request.
  const direct = (environment as NodeEnvironment | undefined)?.incoming?.socket?.remoteAddress?.replace(/^::ffff:/, '') ?? null
  if (direct === null || !nearby.test(direct)) return direct
  const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return isIP(forwarded) === 0 ? direct : forwarded
}
