import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without settings everything has a value that works on a machine of one’s own', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: null, host: '0.0.0.0', database: null, redisUrl: null, publicUrl: null, logLevel: 'info' })
  expect(config.dataDirectory).toMatch(/\/\.data$/)
})

test('an empty variable is one that is not set; an address loses its slash', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: 'https://palaute.example/' })).toMatchObject({ port: null, publicUrl: 'https://palaute.example' })
})

test.each([
  ['PORT', '70000', '0–65535'],
  ['PORT', 'http', '0–65535'],
  ['DATABASE_URL', 'mysql://x', 'postgresql://'],
  ['PUBLIC_URL', 'palaute.example', 'https://'],
  ['LOG_LEVEL', 'loud', 'one of fatal'],
  ['AUTH_SECRET', 'short', '32 to 200 characters'],
  ['CONTACT_PRIVATE_KEY', 'x', 'base64url'],
])('%s=%s is refused with its name and what it has to be', (name, value, allowed) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} is not usable: .*${allowed}`))
})

test('every bad setting is named, and the addresses of roles need the owner’s', () => {
  expect(() => readConfig({ PORT: '-1', LOG_LEVEL: 'x' })).toThrow(/PORT is not usable.*\nLOG_LEVEL is not usable/)
  expect(() => readConfig({ DATABASE_URL_APP: 'postgresql://a@b/c' })).toThrow('DATABASE_URL is missing')
})
