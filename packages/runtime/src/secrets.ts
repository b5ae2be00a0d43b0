import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from './config.ts'
import { OperatorError } from './operator-error.ts'

export type Secrets = {
  readonly authSecret: string
  /** X25519 keys, base64url of the 32 bytes (RFC 7748). */
  readonly contactPrivateKey: string
  readonly contactPublicKey: string
}

const Stored = z.object({ authSecret: z.string().min(32), contactPrivateKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** The settings' secrets, or those of the data folder, made at the first start and readable by their owner only. */
export async function readSecrets(config: Config): Promise<Secrets> {
  const given = { authSecret: config.authSecret, contactPrivateKey: config.contactPrivateKey }
  const stored = given.authSecret !== null && given.contactPrivateKey !== null ? null : await storedSecrets(config.dataDirectory)
  const authSecret = given.authSecret ?? stored?.authSecret
  const contactPrivateKey = given.contactPrivateKey ?? stored?.contactPrivateKey
  if (authSecret === undefined || contactPrivateKey === undefined) throw new TypeError('secrets are either given or stored')
  return { authSecret, contactPrivateKey, contactPublicKey: publicKeyOf(contactPrivateKey) }
}

/** A password of a database role that every copy with the same AUTH_SECRET arrives at by itself. */
export function rolePassword(authSecret: string, role: string): string {
  return createHmac('sha256', authSecret).update(`database role ${role}`).digest('base64url')
}

async function storedSecrets(directory: string): Promise<z.infer<typeof Stored>> {
  const path = join(directory, 'secrets.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new OperatorError(`${path} cannot be read (${error.message}).`, { cause: error })
  })
  if (text !== null) {
    const found = Stored.safeParse(parseJson(text))
    if (found.success) return found.data
    throw new OperatorError(
      `${path} is damaged. Without its keys stored contact requests cannot be opened: put it back from a backup. (Deleting it makes new keys.)`,
    )
  }
  const made = { authSecret: randomBytes(32).toString('base64url'), contactPrivateKey: newPrivateKey() }
  await mkdir(directory, { recursive: true })
  const half = `${path}.${process.pid}`
  const file = await open(half, 'w', 0o600)
  await file.writeFile(`${JSON.stringify(made, null, 2)}\n`)
  await file.sync()
  await file.close()
  await rename(half, path)
  return made
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function newPrivateKey(): string {
  const { d } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })
  if (d === undefined) throw new TypeError('an X25519 private key has a d')
  return d
}

/** PKCS #8 header of an X25519 private key (RFC 8410, section 7); the 32 bytes follow. */
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

function publicKeyOf(privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, Buffer.from(privateKey, 'base64url')]), format: 'der', type: 'pkcs8' })
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('an X25519 public key has an x')
  return x
}
