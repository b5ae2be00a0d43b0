import { cp, open, readFile, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { demoPassword, demoSlug } from '@kuulolla/simulator'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli, scratchDirectory, startUp, type RunningUp } from '../browser.ts'
import { emailOf } from './sign-in.ts'
import { answersBy, pointCode, storedIn, textsEqualTo } from './stored.ts'

/** One county is made; everything after it starts on the same folder, in the order of the tests. */
let directory: string
let up: RunningUp
beforeAll(async () => {
  directory = await scratchDirectory()
  up = await startUp({ dataDirectory: directory, env: { LOG_LEVEL: 'trace' } })
})
afterAll(async () => {
  await up.stop()
  await rm(directory, { recursive: true, force: true })
})

const code = pointCode('rantala-health', 'qr')
/** Nobody else writes these, so they may stand nowhere but in the database. */
const secrets = {
  text: 'Odotin käytävällä kolme tuntia',
  name: 'Tuntematon Sotilas',
  phone: '040 765 4321',
  email: 'salainen.osoite@esimerkki.example',
  address: '127.0.0.93',
  forwarded: '203.0.113.77',
  agent: 'Kuulolla-kokeilu/1.0',
} as const

/** A form sent as a phone would, from an address of its own. */
async function post(path: string, fields: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly location: string | null }> {
  const body = new URLSearchParams(fields).toString()
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': secrets.forwarded,
      'user-agent': secrets.agent,
    }
    const sent = request(`${up.url}${path}`, { method: 'POST', headers, localAddress: secrets.address, agent: false }, (response) => {
      response.resume()
      response.once('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null }))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

async function answer(fields: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly location: string | null }> {
  const form = await (await fetch(`${up.url}/q/${code}?lang=fi`)).text()
  const key = /name="key" value="([^"]+)"/.exec(form)?.[1] ?? ''
  expect(key).not.toBe('')
  return post(`/q/${code}`, { key, lang: 'fi', ...fields })
}

/** What runs on the folder now, and has to be gone after an orderly end. */
async function serverPid(): Promise<number> {
  return Number((await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

/** Whether that process is still our server; one that has ended and waits to be collected has no command line. */
async function serves(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(directory)
}

const environment = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  HOST: '127.0.0.1',
  PORT: '0',
  DATA_DIR: directory,
  ...extra,
})

/** The message of a start that is expected to fail with 1, and that no stack trace is part of. */
async function failureOf(extra: Readonly<Record<string, string>>, args: readonly string[] = ['up']): Promise<string> {
  const message = await runCli(args, environment(extra)).then(
    () => 'it did not fail',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  expect(message).toContain('ended with 1:')
  expect(message).not.toMatch(/\n\s+at .+:\d+:\d+/)
  return message
}

describe('beside a running start', () => {
  test('it says that it lives and that it is ready', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${up.url}${path}`)
      expect([path, response.status]).toEqual([path, 200])
    }
  })

  test('a figure file is written by the command line', async () => {
    const file = join(directory, 'figures.xlsx')
    expect(await up.cli('export', 'figures', '--unit', 'rantala-health', '--out', file)).toContain(file)
    const head = await readFile(file)
    expect(head.subarray(0, 2).toString('latin1')).toBe('PK')
    expect((await stat(file)).size).toBeGreaterThan(2_000)
    await expect(up.cli('export', 'figures', '--unit', 'olematon', '--out', file)).rejects.toThrow('There is no unit "olematon".')
  })

  test('settings that make no sense are named, without what was given for a secret one', async () => {
    const message = await failureOf({ PORT: 'abc', PUBLIC_URL: 'kuulolla', AUTH_SECRET: 'lyhyt' })
    for (const name of ['PORT', 'PUBLIC_URL', 'AUTH_SECRET']) expect(message).toContain(`${name} is not usable: it has to be `)
    expect(message).not.toContain('lyhyt')
  })
})

describe('what has been acknowledged', () => {
  test('is there after a kill −9, and is counted', async () => {
    const db = await storedIn(directory)
    const before = (await answersBy(db, code)).length
    await db.destroy()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        return answer({ 'q-nps': String(index % 11), 'q-text': `${secrets.text}, nro ${index}` })
      }),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303))
    await up.kill('SIGKILL')
    const output = up.output()

    up = await startUp({ dataDirectory: directory, env: { LOG_LEVEL: 'trace' } })
    expect(up.output()).not.toContain('Making a demo county')
    const after = await storedIn(directory)
    try {
      expect(await answersBy(after, code)).toHaveLength(before + 20)
      expect(await textsEqualTo(after, `${secrets.text}, nro 19`)).toBe(1)
      // The worker that was killed left its marks; the next one takes them up.
      await expect.poll(async () => (await after.selectFrom('stale').select('day').execute()).length, { timeout: 30_000, interval: 250 }).toBe(0)
    } finally {
      await after.destroy()
    }
    const month = new Date().toISOString().slice(0, 7)
    expect(await up.cli('recount', '--from', `${month}-01`)).toContain('the tallies equal the answers')
    expectNothingSecret(output)
  })
})

describe('what is printed and logged', () => {
  test('holds no answer, no contact detail, no address and no password, whatever goes wrong', async () => {
    const contact = { 'contact-name': secrets.name, 'contact-phone': secrets.phone, 'contact-email': secrets.email }
    expect((await answer({ 'q-nps': '3', 'q-text': secrets.text, ...contact })).status).toBe(303)
    expect((await answer({ 'q-text': `${secrets.text} 131052-308T`, ...contact })).status).toBe(422)
    expect((await post(`/q/${code}`, { key: 'x', 'q-text': secrets.text, ...contact })).status).toBe(422)
    expect((await post(`/p/${demoSlug}/accessibility`, { id: 'x', body: secrets.text, 'contact-email': secrets.email })).status).toBe(422)
    const signIn = await fetch(`${up.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: up.url, 'x-forwarded-for': secrets.forwarded, 'user-agent': secrets.agent },
      body: JSON.stringify({ email: emailOf('unit-manager'), password: `${demoPassword}-${secrets.name}` }),
    })
    expect(signIn.status).toBe(401)
    // The database refuses the row: what the failure drags along may be told to nobody.
    const db = await storedIn(directory)
    try {
      await refusingTexts(db, async () => {
        expect((await answer({ 'q-nps': '3', 'q-text': secrets.text, ...contact })).status).toBe(503)
      })
    } finally {
      await db.destroy()
    }
    expect((await answer({ 'q-nps': '4' })).status).toBe(303)
    expect(up.output()).toContain('an answer could not be stored')
    expectNothingSecret(up.output())
    expectNothingSecret(await readFile(join(directory, 'cluster', 'server.log'), 'utf8'))
  })
})

describe('an end', () => {
  test('by Ctrl-C is orderly: code 0, no server left, and another start finds everything', async () => {
    const pid = await serverPid()
    expect(await serves(pid)).toBe(true)
    expect(await up.stop()).toBe(0)
    expect(up.output()).toContain('Stopped')
    expect(await serves(pid)).toBe(false)
    await expect(fetch(`${up.url}/healthz`)).rejects.toThrow('fetch failed')
  })
})

describe('a folder whose files are broken', () => {
  const files = ['PG_VERSION', 'postgresql.conf', 'global/pg_control'] as const

  test.each(files)('%s is missing or cut off: it says so, and touches nothing', async (file) => {
    const path = join(directory, 'cluster', file)
    const copy = join(directory, 'copy')
    await cp(path, copy, { preserveTimestamps: true })
    const { uid, gid, mode } = await stat(path)
    await rm(path)
    expect(await failureOf({})).toMatch(/broken|could not start/)
    await cp(copy, path)
    const mended = await open(path, 'r+')
    await mended.chown(uid, gid)
    await mended.chmod(mode)
    await mended.truncate(0)
    if (file !== 'postgresql.conf') expect(await failureOf({})).toMatch(/PG_VERSION cannot be read|could not start/)
    await mended.writeFile(await readFile(copy))
    await mended.close()
  })

  test('and when they are back in place, it starts with everything it had', async () => {
    up = await startUp({ dataDirectory: directory })
    expect(up.output()).not.toContain('Making a demo county')
    const db = await storedIn(directory)
    expect(await textsEqualTo(db, `${secrets.text}, nro 0`)).toBe(1)
    await db.destroy()
  })
})

function expectNothingSecret(output: string): void {
  for (const secret of Object.values(secrets)) expect(output.includes(secret), `"${secret}" is in the output`).toBe(false)
  expect(output).not.toContain(`${demoPassword}-`)
}

/** For as long as `act` runs, no text can be stored. */
async function refusingTexts(db: Awaited<ReturnType<typeof storedIn>>, act: () => Promise<void>): Promise<void> {
  await sql`alter table free_text add constraint no_text_at_all check (false) not valid`.execute(db)
  try {
    await act()
  } finally {
    await sql`alter table free_text drop constraint no_text_at_all`.execute(db)
  }
}
