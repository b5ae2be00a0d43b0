import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { origin, password, startApiUnderTest, type ApiUnderTest } from './testing.ts'

let api: ApiUnderTest
let tenantId: number

beforeAll(async () => {
  api = await startApiUnderTest()
  ;({ tenantId } = await api.tenant('lakeland'))
})
afterAll(() => api.stop())

const rows = <T>(table: string): Promise<readonly T[]> => api.look<T>(`select * from auth.${table}`)

test('a person signs in with a password and is told their tenants; neither address nor agent is stored', async () => {
  const { email, userId } = await api.person(tenantId, 'anna', { role: 'quality-officer' })
  const browser = api.browser()
  expect((await browser.query(null, 'me.session')).status).toBe(401)
  const signedIn = await browser.post(
    '/api/auth/sign-in/email',
    { email, password },
    { 'x-forwarded-for': '203.0.113.9', 'x-kuulolla-remote-address': '203.0.113.9' },
  )
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers.getSetCookie().join('\n')
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  const me = await browser.query(null, 'me.session')
  expect(await me.json()).toMatchObject({
    result: {
      data: { userId, email, publicUrl: origin, tenants: [{ slug: 'lakeland', timeZone: 'Europe/Helsinki', role: 'quality-officer', units: null }] },
    },
  })
  const sessions = await rows<{ ipAddress: string; userAgent: string }>('session')
  expect(sessions).toHaveLength(1)
  expect(sessions[0]).toMatchObject({ ipAddress: '', userAgent: '' })
})

test('nobody signs up', async () => {
  const response = await api.browser().post('/api/auth/sign-up/email', { email: 'new@example.fi', name: 'New', password })
  expect(response.ok).toBe(false)
  expect((await rows<{ email: string }>('"user"')).map((user) => user.email)).not.toContain('new@example.fi')
})

test('with an authenticator on, the password alone opens nothing', async () => {
  const { email } = await api.person(tenantId, 'berit', { role: 'administrator' })
  const first = api.browser()
  await first.signIn(email)
  const enabled = await first.post('/api/auth/two-factor/enable', { password })
  expect(enabled.status).toBe(200)
  const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
  const secret = new URL(totpURI).searchParams.get('secret') ?? ''
  const code = (): string => new TOTP({ secret, digits: 6, period: 30 }).generate()
  expect((await first.post('/api/auth/two-factor/verify-totp', { code: code() })).status).toBe(200)

  const second = api.browser()
  expect(await (await second.signIn(email)).json()).toMatchObject({ twoFactorRedirect: true })
  expect((await second.query('lakeland', 'people.list')).status).toBe(401)
  expect((await second.post('/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401)
  expect((await second.post('/api/auth/two-factor/verify-totp', { code: code() })).status).toBe(200)
  expect((await second.query('lakeland', 'people.list')).status).toBe(200)

  const third = api.browser()
  await third.signIn(email)
  expect((await third.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })).status).toBe(200)
  expect((await third.query('lakeland', 'people.list')).status).toBe(200)
})

test('a link to a new password is mailed a few times, and what is answered tells nobody who has an account', async () => {
  const { email } = await api.person(tenantId, 'dora', { role: 'quality-officer' })
  const ask = (address: string): Promise<Response> => api.browser().post('/api/auth/request-password-reset', { email: address })
  const answers: unknown[] = []
  for (const address of [email, 'nobody@example.fi', email, email.toUpperCase(), email, 'nobody@example.fi']) {
    const response = await ask(address)
    answers.push([response.status, ((await response.json()) as { readonly status: boolean }).status])
  }
  expect(new Set(answers.map(String))).toEqual(new Set(['200,true']))
  const sent = api.mails.filter(({ to }) => to === email)
  expect(sent).toHaveLength(3)
  expect(api.mails.map(({ to }) => to)).not.toContain('nobody@example.fi')
  const token = /token=(\S+)/.exec(sent[0]?.text ?? '')?.[1]
  const chosen = 'another long enough password'
  expect((await api.browser().post('/api/auth/reset-password', { token, newPassword: chosen })).status).toBe(200)
  expect((await api.browser().post('/api/auth/reset-password', { token, newPassword: chosen })).status).toBe(400)
  expect((await api.browser().post('/api/auth/sign-in/email', { email, password: chosen })).status).toBe(200)
})

test('too many wrong passwords close an account for a while, whatever address they come from', async () => {
  const { email } = await api.person(tenantId, 'carla', { role: 'quality-officer' })
  const statuses: number[] = []
  for (let n = 0; n < 22; n += 1) {
    const wrong = await api.browser().post('/api/auth/sign-in/email', { email, password: 'not the right password' })
    statuses.push(wrong.status)
  }
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
  expect(statuses.at(-1)).toBe(429)
  expect((await api.browser().signIn(email)).status).toBe(429)
})
