import { createHmac, timingSafeEqual } from 'node:crypto'
import { readSubmissionKey, sealedText, writeSubmissionKey, type SubmissionKey } from '@kuulolla/core'

/** 128 bits of HMAC-SHA-256 (RFC 2104, section 5). */
function sealOf(secret: Buffer, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest().subarray(0, 16)
}

/** The hidden field of a form rendered at the point `code`. */
export function signSubmissionKey(secret: Buffer, code: string, key: SubmissionKey): string {
  return writeSubmissionKey(key, sealOf(secret, sealedText(code, key)).toString('base64url'))
}

/** The key, if one of `secrets` sealed it for this code; null otherwise. */
export function openSubmissionKey(secrets: readonly Buffer[], code: string, text: string): SubmissionKey | null {
  const read = readSubmissionKey(text)
  if (read === null) return null
  const seal = Buffer.from(read.seal, 'base64url')
  const genuine = secrets.some((secret) => seal.length === 16 && timingSafeEqual(seal, sealOf(secret, sealedText(code, read.key))))
  return genuine ? read.key : null
}
