import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { storedData } from '@kuulolla/core'
import { openDatabase, openPool } from '@kuulolla/db'
import { openContact } from '@kuulolla/services'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDirectory } from './directory.ts'
import { createSurveyFixture, keyIn, postBody, type SurveyFixture } from './survey-fixture.ts'

let fixture: SurveyFixture
beforeAll(async () => {
  fixture = await createSurveyFixture()
  await Promise.all([
    fixture.addPoint('aikuinen'),
    fixture.addPoint('lapsi7', { audience: 'child' }),
    fixture.addPoint('laheinen', { audience: 'next-of-kin' }),
    fixture.addPoint('kioski', { channel: 'kiosk' }),
    fixture.addPoint('suomeksi', { languages: ['fi'] }),
  ])
})
afterAll(() => fixture.drop())

const get = (path: string, headers: Record<string, string> = {}) => fixture.app.request(path, { headers })
const form = async (path: string): Promise<string> => (await get(path)).text()
const post = async (code: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fixture.app.request(`/q/${code}`, postBody(fields, headers))
const responses = () => fixture.database.admin.selectFrom('response').selectAll().execute()
const responseOf = async (key: string) => (await responses()).filter((row) => row.id === key.slice(0, 36))

describe('the page', () => {
  const sizes: string[] = []
  test.each(['aikuinen', 'lapsi7', 'laheinen'].flatMap((code) => ['fi', 'sv', 'en'].map((language) => [code, language] as const)))(
    '%s in %s is one script-less document of at most 8 kB',
    async (code, language) => {
      const response = await get(`/q/${code}?lang=${language}`, { 'accept-encoding': 'gzip' })
      expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'gzip'])
      const bytes = new Uint8Array(await response.arrayBuffer()).length
      sizes.push(`${code} ${language}: ${bytes} B`)
      expect(bytes).toBeLessThanOrEqual(8192)
      const html = await form(`/q/${code}?lang=${language}`)
      expect(html).toContain(`<html lang="${language}">`)
      expect(html).toContain(language === 'sv' ? 'Vasa huvudhälsostation' : 'Vaasan pääterveysasema')
      expect(html.match(/survey\.[a-z.]+[<"]/g)).toBeNull()
    },
  )
  test('comes with a script of at most 8 kB', async () => {
    const bytes = gzipSync(await (await get('/survey.js')).text()).length
    expect(bytes).toBeLessThanOrEqual(8192)
    process.stdout.write(`survey pages, gzipped:\n  ${sizes.join('\n  ')}\n  survey.js: ${bytes} B\n`)
  })

  test('has a strict policy, no cookies, and is asked for again each time', async () => {
    const response = await get('/q/aikuinen')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/)
    for (const part of ["script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) expect(policy).toContain(part)
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const html = await response.text()
    expect(html).not.toMatch(/\sstyle=|<script>|\son[a-z]+=/)
    const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? ''
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'))
  })

  test('speaks the language asked for, else the reader’s, else the point’s first', async () => {
    expect(await form('/q/aikuinen?lang=sv')).toContain('<html lang="sv">')
    expect(await (await get('/q/aikuinen', { 'accept-language': 'en-GB,fi;q=0.3' })).text()).toContain('<html lang="en">')
    expect(await (await get('/q/suomeksi?lang=sv', { 'accept-language': 'sv' })).text()).toContain('<html lang="fi">')
  })

  test('has the language buttons after the send button, so that Enter sends', async () => {
    const html = await form('/q/aikuinen')
    expect(html.indexOf('class="send"')).toBeLessThan(html.indexOf('name="language"'))
  })

  test('of children has faces and asks for no contact details; a GET writes nothing', async () => {
    const before = await responses()
    const html = await form('/q/lapsi7')
    expect(html).toContain('xlink:href="#f5"')
    expect(html).not.toContain('contact-phone')
    expect(await responses()).toEqual(before)
  })
})

describe('an answer', () => {
  test('is stored once, however often it is sent, on the day the form was rendered', async () => {
    const key = keyIn(await form('/q/aikuinen?lang=sv'))
    const fields = { key, lang: 'sv', 'q-nps': '9', 'q-safety': '5', 'q-usefulness': 'na', 'q-text': 'Tack' }
    const first = await post('aikuinen', fields)
    expect([first.status, first.headers.get('location')]).toEqual([303, '/q/aikuinen/thanks?lang=sv'])
    const second = await post('aikuinen', { ...fields, 'q-nps': '0' })
    expect([second.status, second.headers.get('location')]).toEqual([303, '/q/aikuinen/thanks?lang=sv&again=1'])
    expect(await responseOf(key)).toMatchObject([
      {
        day: '2026-03-10',
        channel: 'qr',
        role: 'self',
        language: 'sv',
        unit_id: fixture.units[0],
        answers: [10, -1, -1, -1, 5, -1, -1, 0],
        age_group: null,
        contact_mode: null,
      },
    ])
    const texts = await fixture.database.admin.selectFrom('free_text').select(['body', 'item']).where('response_id', '=', key.slice(0, 36)).execute()
    expect(texts).toEqual([{ body: 'Tack', item: 'text' }])
    const thanks = await (await get(second.headers.get('location') ?? '')).text()
    expect(thanks).toContain('det första svaret som räknas')
  })

  test('marks its unit-day to be counted', async () => {
    const stale = await fixture.database.admin.selectFrom('stale').select(['unit_id', 'day']).execute()
    expect(stale).toContainEqual({ unit_id: fixture.units[0], day: '2026-03-10' })
  })

  test('with a mistake comes back with everything kept and the field named', async () => {
    const key = keyIn(await form('/q/aikuinen'))
    const response = await post('aikuinen', {
      key,
      lang: 'fi',
      'q-nps': '12',
      'q-safety': '4',
      'q-text': 'Hyvä <b>',
      role: 'assisted',
      'contact-name': 'Maija',
    })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('<title>Virhe:')
    expect(html).toContain('<a href="#q-nps">Kuinka todennäköisesti')
    expect(html).toContain('<a href="#contact-phone">Puhelinnumero</a>')
    expect(html).toContain('name="q-safety" value="4" checked')
    expect(html).toContain('Hyvä &lt;b&gt;')
    expect(html).toContain('value="assisted" checked')
    expect(html).toContain('value="Maija"')
    expect(keyIn(html)).toBe(key)
    expect(await responseOf(key)).toEqual([])
  })

  test('with an identity code is not taken, and nothing but one answer or a text is required', async () => {
    const key = keyIn(await form('/q/aikuinen'))
    const refused = await post('aikuinen', { key, lang: 'fi', 'q-text': 'Tunnukseni on 131052-308T.' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('henkilötunnus. Poista se')
    expect((await post('aikuinen', { key, lang: 'fi' })).status).toBe(422)
    expect((await post('aikuinen', { key, lang: 'fi', 'q-text': 'Tunnus poistettu.' })).status).toBe(303)
  })

  test('keeps what was filled in when the language is switched, and is still one answer', async () => {
    const key = keyIn(await form('/q/aikuinen'))
    const response = await post('aikuinen', { key, lang: 'fi', language: 'sv', 'q-nps': '7', 'q-text': '131052-308T', 'contact-phone': '0' })
    const html = await response.text()
    expect([response.status, html.includes('<html lang="sv">'), html.includes('name="q-nps" value="7" checked')]).toEqual([200, true, true])
    expect(html).toContain('131052-308T')
    expect(html).not.toContain('class="err"')
    expect(keyIn(html)).toBe(key)
  })

  test('of a child and of next of kin go to their own questionnaires', async () => {
    for (const [code, fields, answers] of [
      ['lapsi7', { 'q-safety': '5' }, [-1, -1, -1, 5, -1, -1, -1]],
      ['laheinen', { 'q-nps': '10' }, [11, -1, -1, -1, -1, -1, -1, -1]],
    ] as const) {
      const key = keyIn(await form(`/q/${code}`))
      expect((await post(code, { key, lang: 'fi', ...fields, 'contact-phone': code === 'lapsi7' ? '040 1234567' : '' })).status).toBe(303)
      expect(await responseOf(key)).toMatchObject([{ answers }])
    }
    expect(await fixture.database.admin.selectFrom('contact_request').selectAll().execute()).toEqual([])
  })

  test('may ask for contact, sealed and with nothing that leads to the answer', async () => {
    const key = keyIn(await form('/q/aikuinen'))
    const response = await post('aikuinen', {
      key,
      lang: 'fi',
      'q-nps': '3',
      'contact-name': 'Maija',
      'contact-phone': '040 123 4567',
      'contact-message': 'Ajat',
    })
    expect(response.headers.get('location')).toBe('/q/aikuinen/thanks?lang=fi&contact=1')
    expect(await (await get('/q/aikuinen/thanks?lang=fi&contact=1')).text()).toContain('viimeistään 14 päivän')
    const [request, ...more] = await fixture.database.admin.selectFrom('contact_request').selectAll().execute()
    expect([more.length, request?.received_on, request?.due_on, request?.unit_id]).toEqual([0, '2026-03-10', '2026-03-24', fixture.units[0]])
    expect(request?.id).not.toBe(key.slice(0, 36))
    expect(await openContact(fixture.contactPrivateKey, request?.sealed ?? Buffer.alloc(0))).toEqual({
      name: 'Maija',
      phone: '040 123 4567',
      email: null,
      message: 'Ajat',
    })
  })

  test('for machines: the place of the thanks, or problem details', async () => {
    const key = keyIn(await form('/q/aikuinen'))
    const json = { accept: 'application/json' }
    const refused = await post('aikuinen', { key, lang: 'en', 'q-nps': 'x' }, json)
    expect([refused.status, refused.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    expect(await refused.json()).toMatchObject({ errors: [{ field: 'q-nps', message: 'Choose one of the options given.' }] })
    expect(await (await post('aikuinen', { key, lang: 'en', 'q-nps': '1' }, json)).json()).toEqual({ state: 'stored', location: '/q/aikuinen/thanks?lang=en' })
  })
})

describe('keys', () => {
  test('that are forged, of another code or too old bring the form back with a new one', async () => {
    const key = keyIn(await form('/q/aikuinen'))
    const forged = key.replace(/\.(\d+)\.(\d+)\./, `.${fixture.units[1]}.$2.`)
    for (const [code, sent] of [
      ['aikuinen', forged],
      ['kioski', key],
      ['aikuinen', ''],
    ] as const) {
      const response = await post(code, { key: sent, lang: 'fi', 'q-nps': '2' })
      const html = await response.text()
      expect([response.status, html.includes('value="2" checked'), html.includes('liian kauan')]).toEqual([422, true, true])
      expect(keyIn(html)).not.toBe(sent)
    }
    fixture.clock = new Date('2026-03-17T08:00:00Z')
    expect((await post('aikuinen', { key, lang: 'fi', 'q-nps': '2' })).status).toBe(303)
    const old = keyIn(await form('/q/aikuinen'))
    fixture.clock = new Date('2026-03-25T08:00:00Z')
    expect((await post('aikuinen', { key: old, lang: 'fi', 'q-nps': '2' })).status).toBe(422)
  })

  test('differ between two readers, and a kiosk’s page is never kept', async () => {
    const response = await get('/q/kioski')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const first = keyIn(await response.text())
    const second = keyIn(await form('/q/kioski'))
    expect(first.slice(0, 36)).not.toBe(second.slice(0, 36))
    for (const key of [first, second])
      expect((await post('kioski', { key, lang: 'fi', 'q-nps': '8' })).headers.get('location')).toBe('/q/kioski/thanks?lang=fi')
    expect(await responseOf(second)).toMatchObject([{ channel: 'kiosk' }])
    expect(await form('/q/kioski/thanks?lang=fi')).toContain('<meta http-equiv="refresh" content="15;url=/q/kioski"')
  })
})

describe('codes', () => {
  test('that nobody knows get a human answer in the reader’s language', async () => {
    for (const code of ['eiole123', 'x', 'ÄÄ', 'a'.repeat(300)]) expect((await get(`/q/${encodeURIComponent(code)}`)).status).toBe(404)
    expect(await (await get('/q/eiole123', { 'accept-language': 'sv' })).text()).toContain('Det finns ingen enkät')
    const json = await get('/q/eiole123', { accept: 'application/json' })
    expect([json.status, json.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  test('that are closed say so, and still take the form that was rendered before', async () => {
    const point = await fixture.addPoint('suljettu')
    const key = keyIn(await form('/q/suljettu'))
    await fixture.close(point)
    const closed = await get('/q/suljettu', { 'accept-language': 'en' })
    expect([closed.status, (await closed.text()).includes('no longer collects')]).toEqual([410, true])
    expect((await post('suljettu', { key, lang: 'fi', 'q-nps': '5' })).status).toBe(303)
    expect(await responseOf(key)).toHaveLength(1)
    expect((await get('/q/suljettu/thanks?lang=fi')).status).toBe(200)
    expect((await post('suljettu', { key: 'x', lang: 'fi', 'q-nps': '5' })).status).toBe(410)
  })

  test('are remembered while the database is away, and a notice makes them be asked for again', async () => {
    const db = openDatabase({ url: fixture.database.url('kuulolla_survey') })
    let time = Date.parse('2026-03-25T08:00:00Z')
    const directory = createDirectory(db, () => new Date(time))
    const known = await directory.resolve('aikuinen')
    expect(known?.kind).toBe('open')
    await db.destroy()
    time += 60_000
    expect(await directory.resolve('aikuinen')).toBe(known)
    directory.forget('aikuinen')
    await expect(directory.resolve('aikuinen')).rejects.toThrow('destroyed')
  })

  test('that were re-pointed count for the unit the form was rendered for', async () => {
    const point = await fixture.addPoint('siirtyva')
    const key = keyIn(await form('/q/siirtyva'))
    await fixture.repoint(point, fixture.units[1])
    const html = await form('/q/siirtyva')
    expect(html).toContain('Mustasaaren terveysasema')
    expect((await post('siirtyva', { key, lang: 'fi', 'q-nps': '5' })).status).toBe(303)
    expect((await post('siirtyva', { key: keyIn(html), lang: 'fi', 'q-nps': '5' })).status).toBe(303)
    expect(await responseOf(key)).toMatchObject([{ unit_id: fixture.units[0] }])
    expect(await responseOf(keyIn(html))).toMatchObject([{ unit_id: fixture.units[1] }])
  })
})

describe('requests that are no form', () => {
  const raw = (headers: Record<string, string>, body = 'q-nps=1') => fixture.app.request('/q/aikuinen', { method: 'POST', body, headers })
  test('are refused: no length, too long, another type', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await raw({ ...type, 'transfer-encoding': 'chunked' })).status).toBe(411)
    expect((await raw({ ...type, 'content-length': '70000' })).status).toBe(413)
    expect((await raw({ ...type, 'content-length': '10' }, 'x'.repeat(70_000))).status).toBe(413)
    expect((await raw({ 'content-type': 'multipart/form-data; boundary=x', 'content-length': '7' })).status).toBe(415)
    expect((await raw({ ...type, 'content-length': '2000' }, Array.from({ length: 300 }, () => 'a=1').join('&'))).status).toBe(400)
  })
  test('find nothing where there is nothing', async () => {
    expect((await get('/i/token')).status).toBe(404)
    expect((await get('/p/nobody/privacy')).status).toBe(404)
    expect((await get('/p/pohjanmaa/u/999999')).status).toBe(404)
    expect((await get('/p/pohjanmaa/u/x')).status).toBe(404)
  })
})

describe('public pages', () => {
  test('what we store names every table that a page adds to, and every column there is', async () => {
    const pool = openPool({ url: fixture.database.url('postgres'), max: 1 })
    const { rows: added } = await pool.query<{ readonly name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_any_column_privilege('kuulolla_survey', oid, 'insert') order by relname`,
    )
    await pool.end()
    // A mark that a unit's day is to be counted again says nothing of the answer.
    expect(added.map(({ name }) => name).filter((name) => name !== 'stale')).toEqual(Object.keys(storedData).sort())
    const tables = await fixture.database.admin.introspection.getTables()
    for (const [table, columns] of Object.entries(storedData))
      expect(tables.find((each) => each.name === table)?.columns.map((column) => column.name)).toEqual(columns)
    for (const language of ['fi', 'sv', 'en']) {
      const html = await form(`/p/pohjanmaa/privacy?lang=${language}`)
      for (const column of Object.values(storedData).flat()) expect(html).not.toContain(`<dd>${column}</dd>`)
      expect(html).toContain('60 ')
    }
  })

  test('the unit says how to give feedback and what cannot be done here', async () => {
    const html = await form(`/p/pohjanmaa/u/${fixture.units[0]}?lang=sv`)
    expect(html).toContain('Vasa huvudhälsostation')
    expect(html).toMatch(/href="\/q\/(aikuinen|suomeksi)\?lang=sv"/)
    expect(html).toContain('Barnskyddsanmälan')
    expect(html).toContain('hreflang="fi"')
  })

  test('accessibility feedback is stored once, its address sealed, due in 14 days', async () => {
    const html = await form('/p/pohjanmaa/accessibility?lang=fi')
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const send = (fields: Record<string, string>) => fixture.app.request('/p/pohjanmaa/accessibility', postBody({ id, lang: 'fi', ...fields }))
    expect((await send({ body: '', 'contact-email': 'x' })).status).toBe(422)
    for (let n = 0; n < 2; n++) {
      const response = await send({ body: 'Kontrasti on huono.', 'contact-email': 'a@b.fi' })
      expect([response.status, response.headers.get('location')]).toEqual([303, '/p/pohjanmaa/accessibility?lang=fi&sent=1'])
    }
    const stored = await fixture.database.admin.selectFrom('accessibility_feedback').selectAll().execute()
    expect(stored).toMatchObject([{ id, body: 'Kontrasti on huono.', received_on: '2026-03-25', due_on: '2026-04-08', state: 'open' }])
    expect(await openContact(fixture.contactPrivateKey, stored[0]?.sealed ?? Buffer.alloc(0))).toMatchObject({ email: 'a@b.fi' })
  })
})

test('200 answers at once are 200 rows in a few transactions', async () => {
  const keys = await Promise.all(Array.from({ length: 200 }, async () => keyIn(await form('/q/aikuinen'))))
  const before = (await responses()).length
  fixture.batches.length = 0
  const answers = await Promise.all(keys.map((key, index) => post('aikuinen', { key, lang: 'fi', 'q-nps': String(index % 11) })))
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]))
  expect((await responses()).length - before).toBe(200)
  expect(fixture.batches.length).toBeLessThan(20)
  expect(fixture.batches.reduce((sum, size) => sum + size, 0)).toBe(200)
})
