import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { readSecrets, rolePassword } from './secrets.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-secrets-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('secrets are made once, for their owner only', async () => {
  const config = readConfig({ DATA_DIR: directory })
  const first = await readSecrets(config)
  expect(await readSecrets(config)).toEqual(first)
  expect((await stat(join(directory, 'secrets.json'))).mode & 0o777).toBe(0o600)
})

test('the public key belongs to the private one', async () => {
  const { contactPrivateKey, contactPublicKey } = await readSecrets(readConfig({ DATA_DIR: directory }))
  const jwk = { kty: 'OKP', crv: 'X25519', x: contactPublicKey }
  const ours = {
    privateKey: createPrivateKey({ key: { ...jwk, d: contactPrivateKey }, format: 'jwk' }),
    publicKey: createPublicKey({ key: jwk, format: 'jwk' }),
  }
  const theirs = generateKeyPairSync('x25519')
  const sent = diffieHellman({ privateKey: theirs.privateKey, publicKey: ours.publicKey })
  expect(diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.publicKey })).toEqual(sent)
})

test('a damaged file is not replaced: what was sealed to its key would be lost', async () => {
  const other = await mkdtemp(join(tmpdir(), 'kuulolla-secrets-'))
  await writeFile(join(other, 'secrets.json'), '{"authSecret":')
  await expect(readSecrets(readConfig({ DATA_DIR: other }))).rejects.toThrow('is damaged')
  await rm(other, { recursive: true })
})

test('roles have passwords of their own that follow from the secret', () => {
  expect(rolePassword('a'.repeat(32), 'kuulolla_app')).toBe(rolePassword('a'.repeat(32), 'kuulolla_app'))
  expect(rolePassword('a'.repeat(32), 'kuulolla_app')).not.toBe(rolePassword('a'.repeat(32), 'kuulolla_survey'))
})
