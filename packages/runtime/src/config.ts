import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { z } from 'zod'
import { logLevels } from './log.ts'
import { OperatorError } from './operator-error.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const postgres = z.url({ protocol: /^postgres(ql)?$/ })
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  HOST: z.string().min(1).max(255).default('0.0.0.0'),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: postgres.optional(),
  DATABASE_URL_APP: postgres.optional(),
  DATABASE_URL_SURVEY: postgres.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  AUTH_SECRET: z.string().min(32).max(200).optional(),
  CONTACT_PRIVATE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
})

/** What each setting takes, in words, for the message about a bad one and for `--help`. */
export const settings = {
  PORT: 'a port number, 0–65535 (0: any free one); 8080 unless set',
  HOST: 'the address to listen on; 0.0.0.0 (all) unless set',
  DATA_DIR: 'a folder; .data unless set',
  DATABASE_URL: 'postgresql://… of the role that owns the schema; an embedded PostgreSQL unless set',
  DATABASE_URL_APP: 'postgresql://… of the application role; made from DATABASE_URL unless set',
  DATABASE_URL_SURVEY: 'postgresql://… of the survey role; made from DATABASE_URL unless set',
  REDIS_URL: 'redis://… or rediss://…; jobs are kept in PostgreSQL unless set',
  PUBLIC_URL: 'http://… or https://…, as people reach the system; this machine’s address in its network unless set',
  SMTP_URL: 'smtp://user:password@host:587/?from=sender@example.fi or smtps://…; no mail is sent unless set',
  LOG_LEVEL: `one of ${logLevels.join(', ')}; info unless set`,
  AUTH_SECRET: '32 to 200 characters; made once into the data folder unless set',
  CONTACT_PRIVATE_KEY: 'an X25519 private key, base64url (43 characters); made once into the data folder unless set',
} as const satisfies Readonly<Record<keyof z.input<typeof Environment>, string>>

export type Config = {
  /** Null: 8080, or the next free one after it. */
  readonly port: number | null
  readonly host: string
  readonly dataDirectory: string
  /** Null: the embedded PostgreSQL. */
  readonly database: { readonly owner: string; readonly app: string | null; readonly survey: string | null } | null
  readonly redisUrl: string | null
  /** Without a slash at its end. */
  readonly publicUrl: string | null
  readonly smtpUrl: string | null
  readonly logLevel: (typeof logLevels)[number]
  readonly authSecret: string | null
  readonly contactPrivateKey: string | null
}

/** Reads the settings once, at the start. A relative DATA_DIR is taken from where the command was given. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.keys(settings).map((name) => [name, environment[name] === '' ? undefined : environment[name]]))
  const result = Environment.safeParse(given)
  if (!result.success) {
    const names = new Set(result.error.issues.map((issue) => String(issue.path[0])))
    throw new OperatorError([...names].map((name) => `${name} is not usable: it has to be ${settings[name as keyof typeof settings]}.`).join('\n'))
  }
  const env = result.data
  if (env.DATABASE_URL === undefined && (env.DATABASE_URL_APP ?? env.DATABASE_URL_SURVEY) !== undefined) {
    throw new OperatorError('DATABASE_URL is missing: DATABASE_URL_APP and DATABASE_URL_SURVEY are of use only beside it.')
  }
  return {
    port: env.PORT ?? null,
    host: env.HOST,
    dataDirectory: env.DATA_DIR === undefined ? resolve(root, '.data') : resolve(environment['INIT_CWD'] ?? process.cwd(), env.DATA_DIR),
    database: env.DATABASE_URL === undefined ? null : { owner: env.DATABASE_URL, app: env.DATABASE_URL_APP ?? null, survey: env.DATABASE_URL_SURVEY ?? null },
    redisUrl: env.REDIS_URL ?? null,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    logLevel: env.LOG_LEVEL,
    authSecret: env.AUTH_SECRET ?? null,
    contactPrivateKey: env.CONTACT_PRIVATE_KEY ?? null,
  }
}
