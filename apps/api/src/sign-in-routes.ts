import { createHash } from 'node:crypto'
import { DomainError } from '@kuulolla/core'
import { remoteAddressHeader, type Accounts } from '@kuulolla/services'
import { z } from 'zod'

const window = 15 * 60_000
const mostFailures = 20
const mostLinks = 3
const mostRemembered = 50_000
const longestBody = 64 * 1024

const Credentials = z.object({ email: z.string() })

export type SignInHandler = (request: Request, remoteAddress: string | null) => Promise<Response>

/**
 * Hands requests to the sign-in library, with where they came from in a header that nobody outside can set, and refuses
 * an account whose password was guessed wrongly too often (counted in memory, by a hash of its address). Links to a
 * new password are counted the same way, but what is too much is answered like the rest: nobody is told of an account.
 */
export function signInHandler(accounts: Accounts, now: () => Date): SignInHandler {
  const failures = countByAccount(now)
  const links = countByAccount(now)

  return async (request, remoteAddress) => {
    const body = request.method === 'GET' || request.method === 'HEAD' ? null : await limitedBody(request)
    const headers = new Headers(request.headers)
    headers.delete(remoteAddressHeader)
    if (remoteAddress !== null) headers.set(remoteAddressHeader, remoteAddress)
    const told = new Request(request.url, { method: request.method, headers, body, signal: request.signal })
    const { pathname } = new URL(request.url)
    const account = body === null ? null : accountOf(body)
    if (account !== null && pathname.endsWith('/request-password-reset')) {
      if (links.has(account, mostLinks)) return Response.json({ status: true })
      links.add(account)
    }
    if (account === null || !pathname.endsWith('/sign-in/email')) return accounts.handler(told)
    if (failures.has(account, mostFailures)) throw new DomainError('limit', 'too-many-requests')
    const response = await accounts.handler(told)
    if (response.status === 401) failures.add(account)
    else if (response.ok) failures.forget(account)
    return response
  }
}

type Count = {
  has(account: string, atLeast: number): boolean
  add(account: string): void
  forget(account: string): void
}

/** Counts within the window, of so many accounts as are remembered: the oldest goes first. */
function countByAccount(now: () => Date): Count {
  const counts = new Map<string, { count: number; readonly since: number }>()
  const current = (account: string): { count: number } | undefined => {
    const found = counts.get(account)
    if (found !== undefined && now().getTime() - found.since > window) counts.delete(account)
    return counts.get(account)
  }
  return {
    has: (account, atLeast) => (current(account)?.count ?? 0) >= atLeast,
    add(account) {
      const found = current(account)
      if (found !== undefined) {
        found.count += 1
        return
      }
      const oldest = counts.keys().next()
      if (counts.size >= mostRemembered && oldest.done !== true) counts.delete(oldest.value)
      counts.set(account, { count: 1, since: now().getTime() })
    },
    forget: (account) => {
      counts.delete(account)
    },
  }
}

async function limitedBody(request: Request): Promise<string> {
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
