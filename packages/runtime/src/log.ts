import { pino, type Logger } from 'pino'

export type Log = Logger

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** What never stands in a log, wherever in an entry it comes: sign-ins, contact details, answers, and what would tell who somebody is. */
const secret = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'email',
  'phone',
  'contact',
  'message_text',
  'answers',
  'texts',
  'ip',
  'userAgent',
  'connectionString',
]
const redacted = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/** One JSON line per entry, to the error stream: the output is for people. */
export function createLog(level: LogLevel): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: redacted, censor: '[left out]' } },
    pino.destination({ dest: 2, sync: true }),
  )
}
