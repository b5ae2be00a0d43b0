import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { start as startApi } from '@kuulolla/api'
import { openDatabase } from '@kuulolla/db'
import { createLog, runningCluster } from '@kuulolla/runtime'
import { addMember, createAccounts, generateContactKeys } from '@kuulolla/services'
import { demoSlug } from '@kuulolla/simulator'
import { TOTP } from 'otpauth'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser, runCli } from '../browser.ts'
import { createMailServer } from '../mail-server.ts'
import { desk, fi } from './screen.ts'

const url = inject('upUrl')
const people = `${url}/t/${demoSlug}/admin/people`

type Person = { readonly email: string; readonly password: string }
const newPassword = 'kolme vihreää venettä'
const secret = 'a secret of the tests that is long enough'

let browser: Browser
let admin: Person
let anna: Person
let berit: Person
let carl: Person
let guessed: Person
beforeAll(async () => {
  browser = await launchBrowser()
  admin = await administrator()
  ;[anna, berit, carl, guessed] = await officers(['anna', 'berit', 'carl', 'guessed'])
})
afterAll(() => browser.close())

const addressOf = (name: string): string => `${name}-${process.pid}@example.fi`

/** As the operator makes the first one. Everybody here is new, so that the demo's own people stay as they are. */
async function administrator(): Promise<Person> {
  const email = addressOf('admin')
  const options = ['--email', email, '--name', 'Aino', '--role', 'administrator']
  const said = await runCli(['user', 'create', ...options], { ...process.env, DATA_DIR: inject('upDirectory') })
  const password = /shown only now: (\S+)/.exec(said)?.[1]
  if (password === undefined) throw new Error(`no password in: ${said}`)
  return { email, password }
}

async function officers<N extends readonly string[]>(names: readonly [...N]): Promise<{ readonly [K in keyof N]: Person }> {
  const databaseUrl = await applicationDatabase()
  const db = openDatabase({ url: databaseUrl, max: 1 })
  const accounts = createAccounts({ databaseUrl, baseUrl: url, secret, mail: null })
  try {
    const { id: tenantId } = await db.selectFrom('tenant').select('id').where('slug', '=', demoSlug).executeTakeFirstOrThrow()
    const made = names.map(async (name): Promise<Person> => {
      const person = { email: addressOf(name), password: 'a password to begin with' }
      await addMember({ db, accounts }, { tenantId, ...person, name, role: 'quality-officer', units: null })
      return person
    })
    // As many as there are names.
    return (await Promise.all(made)) as { readonly [K in keyof N]: Person }
  } finally {
    await accounts.close()
    await db.destroy()
  }
}

async function applicationDatabase(): Promise<string> {
  const cluster = await runningCluster(inject('upDirectory'))
  if (cluster === null) throw new Error('nothing runs')
  return cluster.url('kuulolla_app', 'kuulolla')
}

const open: BrowserContext[] = []
const uncaught: string[] = []
let from = 0
afterEach(async () => {
  await Promise.all(open.splice(0).map((context) => context.close()))
  const errors = uncaught.splice(0)
  if (errors.length > 0) throw new Error(`a page threw: ${errors.join('; ')}`)
})

/** A desk at an address of its own, as behind a proxy, so that attempts are not counted together. */
async function newPage(): Promise<Page> {
  const context = await desk(browser, { extraHTTPHeaders: { 'x-forwarded-for': `203.0.113.${(from += 1)}` } })
  open.push(context)
  const page = await context.newPage()
  page.on('pageerror', (error) => uncaught.push(error.message))
  return page
}

const button = (where: Page | Locator, name: string): Locator => where.getByRole('button', { name, exact: true })
const problem = (page: Page): Locator => page.getByRole('alert')
const submit = (page: Page): Promise<void> => page.locator('main form button[type="submit"]').first().click()

async function giveCredentials(page: Page, { email, password }: Person, at = url): Promise<void> {
  if (!page.url().startsWith(`${at}/sign-in`)) await page.goto(`${at}/sign-in`)
  await page.locator('input[name="email"]').fill(email)
  await page.locator('input[name="password"]').fill(password)
  await submit(page)
}

async function enter(page: Page, person: Person, at = url): Promise<void> {
  await giveCredentials(page, person, at)
  await page.waitForURL('**/t/*')
}

async function signOut(page: Page, at = url): Promise<void> {
  await page.goto(`${at}/t/${demoSlug}`)
  await button(page, fi('dashboard.nav.sign-out')).click()
  await page.waitForURL('**/sign-in')
}

/** Presses a link of the navigation: the page stays, and asks the service for what is behind the link. */
const goOn = (page: Page): Promise<void> => page.getByRole('link', { name: fi('dashboard.nav.compare'), exact: true }).click()

async function sessionEnds(page: Page): Promise<void> {
  await goOn(page)
  const dialog = page.getByRole('dialog', { name: fi('accounts.session.ended') })
  await dialog.getByText(fi('accounts.session.ended-text')).waitFor()
  await dialog.getByRole('link', { name: fi('accounts.session.sign-in') }).click()
  await page.waitForURL('**/sign-in?next=*')
}

const panel = (page: Page, title: string): Locator => page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) })
const codeField = (page: Page): Locator => page.locator('input[autocomplete="one-time-code"]')
const codeOf = (secret: string): string => new TOTP({ secret }).generate()
/** Right in form, wrong in fact. */
const wrongCodeOf = (secret: string): string => String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0')

/** Takes an authenticator into use on the account page; gives its secret and the backup codes. */
async function enrol(page: Page, password: string): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
  await page.goto(`${url}/account`)
  const totp = panel(page, fi('dashboard.account.totp'))
  await button(totp, fi('dashboard.account.totp.start')).click()
  await totp.getByLabel(fi('dashboard.account.totp.confirm-password')).fill('not the password')
  await button(totp, fi('dashboard.sign-in.continue')).click()
  await totp.getByText(fi('dashboard.account.password.wrong')).waitFor()
  await totp.getByLabel(fi('dashboard.account.totp.confirm-password')).fill(password)
  await button(totp, fi('dashboard.sign-in.continue')).click()
  await totp.getByRole('img').waitFor()
  const secret = (await totp.locator('code').innerText()).replaceAll(' ', '')
  await codeField(page).fill(wrongCodeOf(secret))
  await button(totp, fi('dashboard.account.totp.confirm')).click()
  await totp.getByText(fi('dashboard.sign-in.code-wrong')).waitFor()
  await codeField(page).fill(codeOf(secret))
  await button(totp, fi('dashboard.account.totp.confirm')).click()
  await totp.getByText(fi('dashboard.account.totp.done')).waitFor()
  const codes = await totp.locator('li code').allInnerTexts()
  expect(codes).toHaveLength(10)
  return { secret, codes }
}

test('an authenticator asks for its code, takes a backup code once and forgives a wrong one', async () => {
  const page = await newPage()
  await enter(page, anna)
  const { secret, codes } = await enrol(page, anna.password)
  const [first = '', second = ''] = codes
  const nextStep = async (): Promise<void> => {
    await signOut(page)
    await giveCredentials(page, anna)
    await codeField(page).waitFor()
  }
  const refused = async (code: string): Promise<void> => {
    await codeField(page).fill(code)
    await submit(page)
    await page.getByText(fi('dashboard.sign-in.code-wrong')).waitFor()
    // What was written stays, to be mended.
    expect(await codeField(page).inputValue()).toBe(code)
    expect(await codeField(page).getAttribute('aria-invalid')).toBe('true')
  }
  const accepted = async (code: string): Promise<void> => {
    await codeField(page).fill(code)
    await submit(page)
    await page.waitForURL('**/t/*')
  }
  await nextStep()
  await refused(wrongCodeOf(secret))
  // As apps show it.
  await accepted(codeOf(secret).replace(/^(...)/, '$1 '))
  await nextStep()
  await button(page, fi('dashboard.sign-in.use-backup')).click()
  await refused('abcde-fghij')
  await accepted(first)
  await nextStep()
  await button(page, fi('dashboard.sign-in.use-backup')).click()
  await refused(first)
  await accepted(second)
})

test('after too many wrong codes one begins again from the password', async () => {
  const page = await newPage()
  await enter(page, carl)
  const { secret } = await enrol(page, carl.password)
  await signOut(page)
  await giveCredentials(page, carl)
  const expired = problem(page).getByText(fi('accounts.step.expired'))
  for (let tries = 0; tries < 6 && !(await expired.isVisible()); tries += 1) {
    await codeField(page).fill(wrongCodeOf(secret))
    await Promise.all([page.waitForResponse('**/two-factor/verify-totp'), submit(page)])
    await expired
      .or(page.getByText(fi('dashboard.sign-in.code-wrong')))
      .first()
      .waitFor()
  }
  await expired.waitFor()
  expect(await codeField(page).count()).toBe(0)
  await giveCredentials(page, carl)
  await codeField(page).fill(codeOf(secret))
  await submit(page)
  await page.waitForURL('**/t/*')
})

test('a passkey is added, signs in without an address, asks for its person, and is removed', async () => {
  // Passkeys need a host name.
  const at = url.replace('127.0.0.1', 'localhost')
  const page = await newPage()
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await enter(page, berit, at)
  await page.goto(`${at}/account`)
  const passkeys = panel(page, fi('dashboard.account.passkeys'))
  await passkeys.getByText(fi('dashboard.account.passkeys.none')).waitFor()
  await passkeys.getByLabel(fi('dashboard.account.passkeys.name')).fill('työpuhelin')
  await button(passkeys, fi('dashboard.account.passkeys.add')).click()
  const remove = button(passkeys, fi('dashboard.account.passkeys.remove', { name: 'työpuhelin' }))
  await remove.waitFor()
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId })
  expect(credentials.map(({ isResidentCredential, rpId }) => [isResidentCredential, rpId])).toEqual([[true, 'localhost']])

  await signOut(page, at)
  const withPasskey = button(page, fi('dashboard.sign-in.passkey'))
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await withPasskey.click()
  await problem(page).getByText(fi('dashboard.sign-in.passkey-failed')).waitFor()
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await withPasskey.click()
  await page.waitForURL('**/t/*')

  await page.goto(`${at}/account`)
  await remove.click()
  await passkeys.getByText(fi('dashboard.account.passkeys.none')).waitFor()
  await signOut(page, at)
  await withPasskey.click()
  await problem(page).getByText(fi('dashboard.sign-in.passkey-failed')).waitFor()
})

/** The row of a person on the administrator's page. */
const rowOf = (page: Page, email: string): Locator => page.getByRole('row').filter({ hasText: email })

/** Invites on the page of people and gives what the page then says. */
async function invite(page: Page, email: string): Promise<Locator> {
  await button(page, fi('dashboard.people.invite')).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(fi('dashboard.people.name')).fill('Dora Kutsuttu')
  await dialog.getByLabel(fi('dashboard.people.email')).fill(email)
  await dialog.getByLabel(fi('dashboard.people.role')).selectOption('quality-officer')
  await dialog.locator('button[type="submit"]').click()
  return handed(page)
}

async function handed(page: Page): Promise<Locator> {
  const notice = page.getByRole('status').filter({ has: page.locator('code.secret') })
  await notice.waitFor()
  return notice
}

const linkIn = (notice: Locator): Promise<string> => notice.locator('code.secret').innerText()

async function choose(page: Page, password: string): Promise<void> {
  await page.locator('input[name="new-password"]').fill(password)
  await page.locator('input[name="new-password-again"]').fill(password)
  await submit(page)
}

test('an administrator invites, renews a lost sign-in and ends access; the person is told in plain words', async () => {
  const email = addressOf('dora')
  const [office, dora] = await Promise.all([newPage(), newPage()])
  await enter(office, admin)
  await office.goto(people)
  const invited = await invite(office, email)
  await invited.getByText(fi('dashboard.people.link.none', { email })).waitFor()
  const link = await linkIn(invited)
  await rowOf(office, email).getByText(fi('dashboard.people.state.pending')).waitFor()

  await dora.goto(link)
  await choose(dora, 'liian lyhyt')
  await dora.getByText(fi('dashboard.setup.too-short')).waitFor()
  await choose(dora, 'x'.repeat(129))
  await dora.getByText(fi('accounts.password.too-long')).waitFor()
  await choose(dora, newPassword)
  await dora.getByText(fi('dashboard.setup.done'), { exact: true }).waitFor()
  await dora.getByRole('link', { name: fi('dashboard.sign-in.title') }).click()
  await dora.waitForURL('**/sign-in?next=%2Faccount')
  await giveCredentials(dora, { email, password: newPassword })
  await dora.waitForURL('**/account')
  const stranger = await newPage()
  await stranger.goto(link)
  await choose(stranger, 'another long password')
  await stranger.getByText(fi('dashboard.setup.bad-token')).waitFor()

  await enrol(dora, newPassword)
  await dora.goto(`${url}/t/${demoSlug}`)
  await button(rowOf(office, email), fi('dashboard.people.reset-title', { name: 'Dora Kutsuttu' })).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel(fi('dashboard.people.reset-second')).check()
  await dialog.locator('button[type="submit"]').click()
  await dialog.waitFor({ state: 'detached' })
  const renewed = await linkIn(await handed(office))
  expect(renewed).not.toBe(link)
  await sessionEnds(dora)
  await giveCredentials(dora, { email, password: newPassword })
  await dora.getByText(fi('dashboard.sign-in.wrong')).waitFor()
  await dora.goto(renewed)
  await choose(dora, `${newPassword} taas`)
  await dora.getByText(fi('dashboard.setup.done'), { exact: true }).waitFor()
  // Without a code: the authenticator that was lost is gone.
  await dora.goto(`${url}/sign-in`)
  await enter(dora, { email, password: `${newPassword} taas` })

  await button(rowOf(office, email), fi('dashboard.people.deactivate-title', { name: 'Dora Kutsuttu' })).click()
  await button(dialog, fi('dashboard.people.deactivate')).click()
  await rowOf(office, email).getByText(fi('dashboard.people.state.inactive')).waitFor()
  await sessionEnds(dora)
  await giveCredentials(dora, { email, password: `${newPassword} taas` })
  await dora.getByText(fi('dashboard.tenants.none')).waitFor()
})

test('signing out everywhere ends the sessions on other devices too', async () => {
  const [here, there] = await Promise.all([newPage(), newPage()])
  await Promise.all([enter(here, berit), enter(there, berit)])
  await here.goto(`${url}/account`)
  await button(here, fi('accounts.session.everywhere-do')).click()
  await here.waitForURL('**/sign-in')
  await sessionEnds(there)
  await here.goto(`${url}/account`)
  await here.waitForURL('**/sign-in?next=%2Faccount')
  expect(await here.context().cookies()).not.toContainEqual(expect.objectContaining({ name: expect.stringContaining('session_token') }))
})

test('many wrong passwords close the account for a while, in calm words', async () => {
  const page = await newPage()
  await giveCredentials(page, { ...guessed, password: 'not the password' })
  await problem(page).getByText(fi('dashboard.sign-in.wrong')).waitFor()
  expect(await page.locator('input[name="email"]').inputValue()).toBe(guessed.email)
  const guess = () =>
    page.request.post(`${url}/api/auth/sign-in/email`, {
      data: { email: guessed.email, password: 'a guess' },
      headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    })
  const statuses = (await Promise.all(Array.from({ length: 20 }, guess))).map((answer) => answer.status())
  expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([])
  await giveCredentials(page, guessed)
  await problem(page).getByText(fi('dashboard.sign-in.too-many')).waitFor()
  // Another's account is not concerned.
  await enter(await newPage(), admin)
})

test('an invitation is mailed where there is a mail server; when that fails the page says so and shows the link', async () => {
  const smtp = await createMailServer()
  const office = await ownApi(`smtp://127.0.0.1:${smtp.port}/?from=palaute@example.fi`)
  try {
    const page = await newPage()
    await enter(page, admin, office.url)
    await page.goto(`${office.url}/t/${demoSlug}/admin/people`)
    const mailed = addressOf('eva')
    const sent = await invite(page, mailed)
    await sent.getByText(fi('dashboard.people.link.sent', { email: mailed })).waitFor()
    expect(smtp.received).toHaveLength(1)
    expect(smtp.received[0]?.text).toContain(await linkIn(sent))
    await button(sent, fi('dashboard.people.done')).click()
    await smtp.stop()
    const email = addressOf('fanny')
    const failed = await invite(page, email)
    await failed.getByText(fi('dashboard.people.link.failed', { email })).waitFor()
    const other = await newPage()
    await other.goto(await linkIn(failed))
    await choose(other, newPassword)
    await other.getByText(fi('dashboard.setup.done'), { exact: true }).waitFor()
  } finally {
    await office.stop()
    await smtp.stop()
  }
})

/** A second API on the same data, with a mail server. */
async function ownApi(smtpUrl: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const databaseUrl = await applicationDatabase()
  let answer: (request: Request, env: unknown) => Response | Promise<Response> = () => new Response(null, { status: 503 })
  const server = createAdaptorServer({ fetch: (request, env) => answer(request, env), createServer }) as Server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateContactKeys()
  const api = await startApi({
    databaseUrl,
    publicUrl: own,
    authSecret: secret,
    contactPrivateKey: privateKey,
    erasureJournal: join(inject('upDirectory'), 'erasures.jsonl'),
    smtpUrl,
    log: createLog('fatal'),
    dashboardDirectory: fileURLToPath(new URL('../../apps/dashboard/dist/', import.meta.url)),
  })
  answer = async (request, env) => (await api.fetch?.(request, env)) ?? new Response(null, { status: 404 })
  return {
    url: own,
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await api.stop()
    },
  }
}
