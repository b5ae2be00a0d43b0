import { createHash } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { ContactDetails } from '@kuulolla/core'
import { z } from 'zod'

/**
 * Contact details are sealed to the application's public key (HPKE, RFC 9180: DHKEM X25519, HKDF-SHA256, AES-256-GCM),
 * so that what collects them cannot read them back. Keys are the 32 bytes of RFC 7748 in base64url.
 */
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const encapsulatedLength = 32
const info = new TextEncoder().encode('kuulolla contact 1')

const Details = z.object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(), message: z.string().nullable() })

export type Sealed = { readonly keyId: string; readonly sealed: Buffer }

export async function generateContactKeys(): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  const pair = await suite.kem.generateKeyPair()
  const [publicKey, privateKey] = await Promise.all([suite.kem.serializePublicKey(pair.publicKey), suite.kem.serializePrivateKey(pair.privateKey)])
  return { publicKey: Buffer.from(publicKey).toString('base64url'), privateKey: Buffer.from(privateKey).toString('base64url') }
}

/** Names a public key, so that what was sealed to another one is told apart from what is damaged. */
export const contactKeyId = (publicKey: string): string => createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 16)

/** Sealed bytes: the encapsulated key (32), then the ciphertext. Padded, so that their length does not tell who wrote much. */
export async function sealContact(publicKey: string, plain: ContactDetails): Promise<Sealed> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(publicKey))
  const sender = await suite.createSenderContext({ recipientPublicKey, info })
  const text = new TextEncoder().encode(JSON.stringify(plain))
  const padded = new Uint8Array(Math.ceil((text.length + 1) / 256) * 256).fill(0x20)
  padded.set(text)
  const ciphertext = await sender.seal(padded.buffer)
  return { keyId: contactKeyId(publicKey), sealed: Buffer.concat([Buffer.from(sender.enc), Buffer.from(ciphertext)]) }
}

/** Throws when the bytes were sealed to another key or were changed. */
export async function openContact(privateKey: string, sealed: Uint8Array): Promise<ContactDetails> {
  const recipientKey = await suite.kem.deserializePrivateKey(bytesOf(privateKey))
  const bytes = new Uint8Array(sealed)
  const enc = bytes.slice(0, encapsulatedLength).buffer
  const recipient = await suite.createRecipientContext({ recipientKey, enc, info })
  const plain = await recipient.open(bytes.slice(encapsulatedLength).buffer)
  return Details.parse(JSON.parse(new TextDecoder().decode(plain)))
}

function bytesOf(key: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(key, 'base64url')).buffer
}
