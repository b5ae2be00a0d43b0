import { OpenError } from '@hpke/core'
import { expect, test } from 'vitest'
import { generateContactKeys, openContact, sealContact } from './contact-vault.ts'

const details = { name: 'Maija Meikäläinen', phone: '040 123 4567', email: null, message: 'Ajanvaraus' }

test('what is sealed to a key opens with it and says nothing before', async () => {
  const keys = await generateContactKeys()
  const { sealed, keyId } = await sealContact(keys.publicKey, details)
  expect(keyId).toMatch(/^[0-9a-f]{16}$/)
  expect(sealed.includes('Maija')).toBe(false)
  expect(await openContact(keys.privateKey, sealed)).toEqual(details)
})

test('two seals of the same details differ, and short details are as long as shorter ones', async () => {
  const { publicKey } = await generateContactKeys()
  const [first, second] = await Promise.all([sealContact(publicKey, details), sealContact(publicKey, { ...details, message: null })])
  expect(first.sealed.equals(second.sealed)).toBe(false)
  expect(first.sealed.length).toBe(second.sealed.length)
})

test('another key or a changed byte does not open', async () => {
  const [keys, others] = await Promise.all([generateContactKeys(), generateContactKeys()])
  const { sealed } = await sealContact(keys.publicKey, details)
  await expect(openContact(others.privateKey, sealed)).rejects.toThrow(OpenError)
  const changed = Buffer.from(sealed)
  changed[40] = (changed[40] ?? 0) ^ 1
  await expect(openContact(keys.privateKey, changed)).rejects.toThrow(OpenError)
})
