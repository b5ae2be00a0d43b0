import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createMailSender, type MailSender } from '@kuulolla/channels'
import type { Actor } from '@kuulolla/core'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { addMember, createAccounts, createTenant, invitePerson, listPeople, resetSignIn, type AccountDependencies } from '@kuulolla/services'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMailServer, type MailServer } from '../mail-server.ts'

const publicUrl = 'https://kuulolla.test'
let database: TestDatabase
let looking: pg.Pool
let actor: Actor
let senders: MailSender[] = []
let servers: MailServer[] = []
let troubles: string[] = []
let certificate: { readonly key: string; readonly cert: string }

beforeAll(async () => {
  database = await createTestDatabase()
  looking = new pg.Pool({ connectionString: database.url('postgres'), max: 2 })
  const { tenantId } = await createTenant({ db: database.app, now: () => new Date() }, { slug: 'lakeland', names: { fi: 'Järvimaa' }, kind: 'county' })
  actor = { kind: 'system', tenantId, job: 'mail test' }
  certificate = await ownCertificate()
  setDefaultCACertificates([...getCACertificates('default'), certificate.cert])
})
beforeEach(async () => {
  for (const sender of senders) sender.close()
  await Promise.all(servers.map((server) => server.stop()))
  ;[senders, servers, troubles] = [[], [], []]
})
afterAll(async () => {
  for (const sender of senders) sender.close()
  await Promise.all(servers.map((server) => server.stop()))
  await looking.end()
  await database.drop()
})

/** A certificate for `localhost` that only this test trusts. */
async function ownCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'kuulolla-mail-'))
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
  const wishes = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  ]
  execFileSync('openssl', ['req', '-x509', ...wishes, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const made = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
  await rm(directory, { recursive: true })
  return made
}

async function server(options: Parameters<typeof createMailServer>[0] = {}): Promise<MailServer> {
  const started = await createMailServer(options)
  servers.push(started)
  return started
}

function through(smtpUrl: string): AccountDependencies {
  const mail = createMailSender(smtpUrl)
  senders.push(mail)
  return { db: database.app, now: () => new Date(), publicUrl, mail, onTrouble: (_, message) => void troubles.push(message) }
}

let counter = 0
const somebody = (language: 'fi' | 'sv' | 'en') => ({
  email: `person-${(counter += 1)}@example.fi`,
  name: 'Åsa Öberg',
  role: 'quality-officer' as const,
  units: null,
  language,
})

test('an invitation arrives in the language chosen, as plain text with the link whole on a line of its own', async () => {
  const smtp = await server()
  const dependencies = through(`smtp://127.0.0.1:${smtp.port}/?from=${encodeURIComponent('Kuulolla <palaute@example.fi>')}`)
  for (const [language, subject, words] of [
    ['fi', 'Käyttöoikeutesi Kuulollaan', 'Linkki toimii kerran ja 7 päivän ajan.'],
    ['sv', 'Din åtkomst till Kuulolla', 'Länken fungerar en gång och i 7 dagar.'],
    ['en', 'Your access to Kuulolla', 'The link works once and for 7 days.'],
  ] as const) {
    const person = somebody(language)
    const { link, mailed } = await invitePerson.call(dependencies, actor, person)
    expect(mailed).toBe('sent')
    const mail = smtp.received.at(-1)
    expect(mail).toMatchObject({
      subject,
      from: { name: 'Kuulolla', address: 'palaute@example.fi' },
      envelope: { from: 'palaute@example.fi', to: [person.email] },
      encrypted: false,
      user: null,
    })
    expect(mail?.html).toBeUndefined()
    expect(mail?.text?.split('\n')).toContain(link?.url)
    expect(mail?.text).toContain(words)
  }
})

test('a reset is mailed too; its link takes the place of the first', async () => {
  const smtp = await server()
  const dependencies = through(`smtp://127.0.0.1:${smtp.port}/?from=palaute@example.fi`)
  const invited = await invitePerson.call(dependencies, actor, somebody('fi'))
  const reset = await resetSignIn.call(dependencies, actor, { membershipId: invited.membershipId, language: 'sv' })
  expect(reset.mailed).toBe('sent')
  expect(reset.link?.url).not.toBe(invited.link?.url)
  expect(smtp.received.at(-1)).toMatchObject({ subject: 'Nytt lösenord till Kuulolla', envelope: { to: [invited.email] } })
  expect(smtp.received.at(-1)?.text).toContain(reset.link?.url)
})

test('with a password the mail goes over STARTTLS, and the user name is the sender unless another is set', async () => {
  const smtp = await server({ certificate, credentials: { user: 'palaute@example.fi', password: 'p@ss:word' } })
  const { mailed } = await invitePerson.call(through(`smtp://palaute%40example.fi:p%40ss%3Aword@localhost:${smtp.port}`), actor, somebody('fi'))
  expect([mailed, troubles]).toEqual(['sent', []])
  expect(smtp.received).toHaveLength(1)
  expect(smtp.received[0]).toMatchObject({ encrypted: true, user: 'palaute@example.fi', from: { address: 'palaute@example.fi' } })
})

test('without a password it is encrypted where the server can', async () => {
  const smtp = await server({ certificate })
  expect((await invitePerson.call(through(`smtp://localhost:${smtp.port}`), actor, somebody('fi'))).mailed).toBe('sent')
  expect(smtp.received[0]).toMatchObject({ encrypted: true, user: null })
})

test('a password is never told to a server without TLS or with another’s certificate', async () => {
  const plain = await server({ credentials: { user: 'palaute', password: 'secret' } })
  expect((await invitePerson.call(through(`smtp://palaute:secret@localhost:${plain.port}`), actor, somebody('fi'))).mailed).toBe('failed')
  const other = await server({ certificate, credentials: { user: 'palaute', password: 'secret' } })
  expect((await invitePerson.call(through(`smtp://palaute:secret@127.0.0.1:${other.port}`), actor, somebody('fi'))).mailed).toBe('failed')
  expect([plain.logins, other.logins]).toEqual([[], []])
  expect(troubles).toHaveLength(2)
})

test('when the mail cannot go out the invitation stands, and its link can be handed over', async () => {
  const smtp = await server()
  await smtp.stop()
  const down = await invitePerson.call(through(`smtp://127.0.0.1:${smtp.port}`), actor, somebody('fi'))
  const refusing = await server({ refuses: true })
  const refused = await invitePerson.call(through(`smtp://127.0.0.1:${refusing.port}`), actor, somebody('fi'))
  const known = new Set((await listPeople.call({ db: database.app, now: () => new Date() }, actor, {})).map((person) => person.membershipId))
  for (const { mailed, link, membershipId } of [down, refused]) {
    expect(mailed).toBe('failed')
    expect(link?.url).toMatch(`${publicUrl}/setup?token=`)
    expect(known).toContain(membershipId)
  }
  // What is logged names neither the person nor the link.
  expect(troubles).toEqual(['a setup link could not be mailed', 'a setup link could not be mailed'])
})

test('while the mail server thinks, no transaction is open and the invitation is there already', async () => {
  const open = Promise.withResolvers<{ readonly open: number; readonly members: number }>()
  const person = somebody('fi')
  const smtp = await server({
    async before() {
      const { rows } = await looking.query<{ open: number; members: number }>(
        `select (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null) as open,
                (select count(*)::int from membership m join auth."user" u on u.id = m.user_id where u.email = $1) as members`,
        [person.email],
      )
      open.resolve(rows[0] ?? { open: -1, members: -1 })
    },
  })
  await invitePerson.call(through(`smtp://127.0.0.1:${smtp.port}`), actor, person)
  expect(await open.promise).toEqual({ open: 0, members: 1 })
})

test('asking for a new password answers at once and alike, whether there is such a person or the mail server answers', async () => {
  const held = Promise.withResolvers<void>()
  const smtp = await server({ before: () => held.promise })
  const mail = createMailSender(`smtp://127.0.0.1:${smtp.port}/?from=palaute@example.fi`)
  senders.push(mail)
  const accounts = createAccounts({ databaseUrl: database.url('kuulolla_app'), baseUrl: publicUrl, secret: 'a secret of the tests that is long enough', mail })
  try {
    const member = {
      tenantId: actor.tenantId,
      email: 'forgetful@example.fi',
      name: 'Forgetful',
      password: 'a long enough password',
      role: 'quality-officer',
      units: null,
    } as const
    await addMember({ db: database.app, accounts }, member)
    const ask = async (email: string): Promise<unknown> => {
      const headers = { 'content-type': 'application/json', 'accept-language': 'sv-FI', origin: publicUrl }
      const response = await accounts.handler(
        new Request(`${publicUrl}/api/auth/request-password-reset`, { method: 'POST', headers, body: JSON.stringify({ email }) }),
      )
      return [response.status, await response.json()]
    }
    const answers = [await ask('forgetful@example.fi'), await ask('nobody@example.fi')]
    expect(answers[0]).toEqual(answers[1])
    expect(smtp.received).toEqual([])
    held.resolve()
    await expect.poll(() => smtp.received.length).toBe(1)
    expect(smtp.received[0]).toMatchObject({ subject: 'Välj ett nytt lösenord till Kuulolla', envelope: { to: ['forgetful@example.fi'] } })
    expect(smtp.received[0]?.text).toMatch(/^https:\/\/kuulolla\.test\/setup\?token=\S+$/m)
  } finally {
    held.resolve()
    await accounts.close()
  }
})
