import { createHash } from 'node:crypto'
import { DomainError } from '@kuulolla/core'
import { remoteAddressHeader, type Accounts } from '@kuulolla/services'
import { z } from 'zod'

const window = 15 * 60_000
const mostFailures = 20
const mostRemembered = 50_000
const longestBody = 64 * 1024

const Credentials = z.object({ email: z.string() })

export type SignInHandler = (request: Request, remoteAddress: string | null) => Promise<Response>

/**
 * Hands requests to the sign-in library, with where they came from in a header that nobody outside can set, and refuses
 * an account whose password was guessed wrongly too often (counted in memory, by a hash of its address).
 */
export function signInHandler(accounts: Accounts, now: () => Date): SignInHandler {
  const failures = new Map<string, { count: number; readonly since: number }>()
  const tooMany = (account: string): boolean => {
    const found = failures.get(account)
    if (found === undefined) return false
    if (now().getTime() - found.since > window) failures.delete(account)
    return failures.has(account) && found.count >= mostFailures
  }
  const failed = (account: string): void => {
    const found = failures.get(account)
    if (found !== undefined) found.count += 1
    else {
      const oldest = failures.keys().next()
      if (failures.size >= mostRemembered && oldest.done !== true) failures.delete(oldest.value)
      failures.set(account, { count: 1, since: now().getTime() })
    }
  }

  return async (request, remoteAddress) => {
    const body = request.method === 'GET' || request.method === 'HEAD' ? null : await limitedBody(request)
    const headers = new Headers(request.headers)
    headers.delete(remoteAddressHeader)
    if (remoteAddress !== null) headers.set(remoteAddressHeader, remoteAddress)
    const told = new Request(request.url, { method: request.method, headers, body, signal: request.signal })
    const account = new URL(request.url).pathname.endsWith('/sign-in/email') && body !== null ? accountOf(body) : null
    if (account === null) return accounts.handler(told)
    if (tooMany(account)) throw new DomainError('limit', 'too-many-requests')
    const response = await accounts.handler(told)
    if (response.status === 401) failed(account)
    else if (response.ok) failures.delete(account)
    return response
  }
}

async function limitedBody(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > longestBody) throw new DomainError('invalid', 'body-too-large')
  const text = await request.text()
  if (text.length > longestBody) throw new DomainError('invalid', 'body-too-large')
  return text
}

function accountOf(body: string): string | null {
  try {
    const parsed = Credentials.safeParse(JSON.parse(body))
    return parsed.success ? createHash('sha256').update(parsed.data.email.trim().toLowerCase()).digest('base64') : null
  } catch {
    return null
  }
}
