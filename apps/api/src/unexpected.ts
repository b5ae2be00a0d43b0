import { DomainError } from '@kuulolla/core'
import type { Log } from '@kuulolla/runtime'

const databaseTrouble = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', '57P01', '57P02', '57P03', '53300', '08006', '08001'])

/** An error as the caller is told of it: a `DomainError` as it is, a database that is away as `unavailable`, anything else as it came. */
export function told(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error
  const code = 'code' in error ? String(error.code) : ''
  const away = databaseTrouble.has(code) || /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  return away ? new DomainError('unavailable', 'unavailable') : error
}

/** Logs a defect with its cause; of an error's own fields only those that cannot hold somebody's data. */
export function logDefect(log: Log, error: unknown, where: string): void {
  log.error({ fault: faultOf(error, 0), where }, 'something unexpected happened')
}

type Fault = { readonly name: string; readonly code: string | null; readonly reason: string; readonly stack: string | null; readonly cause: Fault | null }

function faultOf(error: unknown, depth: number): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: null, reason: '', stack: null, cause: null }
  return {
    name: error.name,
    code: 'code' in error ? String(error.code) : null,
    reason: error.message,
    stack: error.stack ?? null,
    cause: error.cause === undefined || depth > 3 ? null : faultOf(error.cause, depth + 1),
  }
}
