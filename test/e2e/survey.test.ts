import type { Db } from '@kuulolla/db'
import { demoSlug } from '@kuulolla/simulator'
import { sql } from 'kysely'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { answersBy, pointCode, storedIn, textsEqualTo } from './stored.ts'

const address = inject('upUrl')
const adult = pointCode('rantala-dental', 'qr')
const child = pointCode('makela-dental', 'qr', 'child')
const kin = pointCode('children-clinic', 'qr', 'next-of-kin')
const kiosk = pointCode('emergency-lobby', 'kiosk')

let browser: Browser
let db: Db
beforeAll(async () => {
  ;[browser, db] = await Promise.all([launchBrowser(), storedIn(inject('upDirectory'))])
})
afterAll(async () => {
  await Promise.all([browser.close(), db.destroy()])
})

const modes = [
  { mode: 'without script', javaScriptEnabled: false },
  { mode: 'with script', javaScriptEnabled: true },
] as const
const small = { viewport: { width: 320, height: 640 } } as const
const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } as const

/** What the page asked for and complained of, seen from outside it. */
type Seen = { readonly requests: string[]; readonly complaints: string[] }

/** A phone of somebody's own. At its end nothing may have been set, asked of another host or complained of. */
async function onPhone(options: BrowserContextOptions, act: (page: Page, seen: Seen) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ ...phone, ...options })
  try {
    const page = await context.newPage()
    const seen: Seen = { requests: [], complaints: [] }
    page.on('request', (request) => seen.requests.push(request.url()))
    page.on('console', (message) => {
      // A mistake that comes back, a dead code and a lost connection are reported by the browser itself.
      if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) seen.complaints.push(message.text())
    })
    page.on('pageerror', (error) => seen.complaints.push(error.message))
    await act(page, seen)
    expect(seen.complaints).toEqual([])
    expect(seen.requests.filter((url) => !url.startsWith(`${address}/`) && !url.startsWith('data:'))).toEqual([])
    expect(await context.cookies()).toEqual([])
  } finally {
    await context.close()
  }
}

/** Makes a text that nobody else writes. */
let counter = 0
const mark = (): string => `Testipalaute nro ${process.pid}-${(counter += 1)}`

const form = (code: string, language = 'fi'): string => `${address}/q/${code}?lang=${language}`
const choose = (page: Page, field: string, value: string) => page.locator(`label:has(input[name="${field}"][value="${value}"])`).click()
const isChosen = (page: Page, field: string, value: string) => page.isChecked(`input[name="${field}"][value="${value}"]`)
const keyOf = (page: Page) => page.inputValue('input[name=key]')
const send = async (page: Page): Promise<void> => {
  await page.locator('button.send').click()
  await page.waitForURL('**/thanks?*')
}

/** Everything there is to fill in on the form for adults. */
async function fillIn(page: Page, text: string): Promise<void> {
  await choose(page, 'q-nps', '9')
  await choose(page, 'q-safety', '4')
  await choose(page, 'q-information', 'na')
  await page.locator('#q-text').fill(text)
  await page.locator('summary').click()
  await page.locator('#contact-name').fill('Maija Esimerkki')
  await page.locator('#contact-phone').fill('040 123 4567')
  await page.locator('#contact-message').fill('Ajanvaraus')
  await page.locator('label:has(input[name=role])').click()
}

async function expectFilledIn(page: Page, text: string): Promise<void> {
  expect(await Promise.all([isChosen(page, 'q-nps', '9'), isChosen(page, 'q-safety', '4'), isChosen(page, 'q-information', 'na')])).toEqual([true, true, true])
  expect(await page.inputValue('#q-text')).toBe(text)
  expect(await page.inputValue('#contact-name')).toBe('Maija Esimerkki')
  expect(await page.inputValue('#contact-phone')).toBe('040 123 4567')
  expect(await page.inputValue('#contact-message')).toBe('Ajanvaraus')
  expect(await page.isVisible('#contact-phone')).toBe(true)
  expect(await page.isChecked('input[name=role]')).toBe(true)
}

describe.each(modes)('$mode', ({ javaScriptEnabled }) => {
  test('one answers in another language than one began in, and everything is stored once', async () => {
    const before = await answersBy(db, adult)
    const text = mark()
    await onPhone({ javaScriptEnabled }, async (page) => {
      await page.goto(form(adult))
      await fillIn(page, text)
      const key = await keyOf(page)
      for (const language of ['sv', 'en', 'fi', 'sv']) {
        await page.locator(`button[name=language][value=${language}]`).click()
        await page.waitForSelector(`html[lang=${language}]`)
        await expectFilledIn(page, text)
        expect(await keyOf(page)).toBe(key)
      }
      expect(await page.textContent('.top strong')).toBe('Strandby tandklinik')
      await send(page)
      expect(await page.textContent('h1')).toBe('Tack för din respons')
      expect(await page.textContent('main')).toContain('Du bad om att bli kontaktad')
    })
    const known = new Set(before.map(({ id }) => id))
    const stored = (await answersBy(db, adult)).filter(({ id }) => !known.has(id))
    expect(stored).toMatchObject([{ language: 'sv', role: 'assisted', channel: 'qr' }])
    expect(await textsEqualTo(db, text)).toBe(1)
  })

  test('an identity code in the text comes back with everything kept and the field named', async () => {
    const before = await answersBy(db, adult)
    const text = 'Hetuni on 131052-308T'
    await onPhone({ javaScriptEnabled }, async (page) => {
      await page.goto(form(adult))
      await fillIn(page, text)
      await page.locator('button.send').click()
      await page.waitForSelector('#faults')
      expect(await page.title()).toMatch(/^Virhe: /)
      await expectFilledIn(page, text)
      expect(await page.getAttribute('#q-text', 'aria-invalid')).toBe('true')
      expect(await page.getAttribute('#q-text', 'aria-describedby')).toContain('e-q-text')
      expect(await page.textContent('#e-q-text')).toContain('henkilötunnus')
      await page.locator('#faults a[href="#q-text"]').click()
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('q-text')
      const mended = mark()
      await page.locator('#q-text').fill(mended)
      await send(page)
      expect(await textsEqualTo(db, mended)).toBe(1)
    })
    expect(await textsEqualTo(db, text)).toBe(0)
    expect(await answersBy(db, adult)).toHaveLength(before.length + 1)
  })

  test('an empty form comes back and says where to begin', async () => {
    const before = await answersBy(db, adult)
    await onPhone({ javaScriptEnabled }, async (page) => {
      await page.goto(form(adult, 'en'))
      await page.locator('button.send').click()
      await page.waitForSelector('#faults')
      const place = await page.getAttribute('#faults li a', 'href')
      expect(place).toMatch(/^#q-/)
      await page.locator('#faults li a').click()
      expect(await page.locator(`${place}:focus, ${place}:target`).count()).toBe(1)
    })
    expect(await answersBy(db, adult)).toHaveLength(before.length)
  })

  test('refresh, back with a resend, and a double click store one answer; the next person’s is another', async () => {
    const text = mark()
    await onPhone({ javaScriptEnabled }, async (page) => {
      await page.goto(form(adult))
      await choose(page, 'q-nps', '8')
      await page.locator('#q-text').fill(text)
      await page.locator('button.send').dblclick()
      await page.waitForURL('**/thanks?*')
      await page.reload()
      expect(await page.textContent('h1')).toBe('Kiitos palautteestasi')
      expect(await textsEqualTo(db, text)).toBe(1)
      // With script the form has given way to the thanks in the history, so that Back does not lead to it.
      if (!javaScriptEnabled) {
        await page.goBack()
        await page.waitForSelector('#form')
        await page.locator('#q-text').fill(text)
        await send(page)
        expect(await page.textContent('main')).toContain('ensimmäinen vastaus')
        expect(await textsEqualTo(db, text)).toBe(1)
      }
      await page.locator(`a[href^="/q/${adult}"]`).click()
      await page.waitForSelector('#form')
      expect(await page.inputValue('#q-text')).toBe('')
      expect(await page.locator('input:checked').count()).toBe(0)
      await page.locator('#q-text').fill(text)
      await send(page)
      expect(await page.textContent('main')).toContain('Vastauksesi on tallessa')
    })
    expect(await textsEqualTo(db, text)).toBe(2)
  })

  test('the same phone scanning again gets an empty form with another key, and a second answer counts', async () => {
    const text = mark()
    await onPhone({ javaScriptEnabled }, async (page) => {
      const keys: string[] = []
      for (let person = 0; person < 2; person += 1) {
        await page.goto(form(kin))
        expect(await page.locator('input:checked').count()).toBe(0)
        expect(await page.inputValue('#q-text')).toBe('')
        keys.push(await keyOf(page))
        await page.locator('#q-text').fill(text)
        await send(page)
      }
      expect(new Set(keys).size).toBe(2)
    })
    expect(await textsEqualTo(db, text)).toBe(2)
  })

  test('a kiosk starts afresh for the next person and keeps nothing', async () => {
    const before = await answersBy(db, kiosk)
    await onPhone({ javaScriptEnabled, viewport: { width: 1024, height: 768 }, isMobile: false }, async (page) => {
      await page.goto(form(kiosk))
      expect(await page.locator('footer a').count()).toBe(0)
      const key = await keyOf(page)
      await choose(page, 'q-nps', '2')
      await page.locator('#q-text').fill(mark())
      // The storage is looked at by the debugger, which also works where the page itself runs no script.
      expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0)
      await send(page)
      expect(await page.getAttribute('meta[http-equiv=refresh]', 'content')).toBe(`15;url=/q/${kiosk}`)
      await page.locator(`a[href^="/q/${kiosk}"]`).click()
      await page.waitForSelector('#form')
      expect(await keyOf(page)).not.toBe(key)
      expect(await page.locator('input:checked').count()).toBe(0)
      await page.goBack()
      // With script the form has given way to the thanks; without, it is still there, but nobody's.
      if (javaScriptEnabled) expect(page.url()).toContain('/thanks')
      else {
        await page.goBack()
        await page.waitForSelector('#form')
        expect(await page.inputValue('#q-text')).toBe('')
        expect(await page.locator('input:checked').count()).toBe(0)
      }
      expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0)
    })
    const stored = await answersBy(db, kiosk)
    expect(stored).toHaveLength(before.length + 1)
  })

  test('a child answers with faces', async () => {
    const before = await answersBy(db, child)
    await onPhone({ javaScriptEnabled, reducedMotion: 'reduce' }, async (page) => {
      await page.goto(form(child))
      await page.locator('a[href="#s1"]').click()
      const first = page.locator('#s1 input[type=radio]')
      expect(await first.count()).toBeGreaterThanOrEqual(5)
      expect(await page.locator('#s1 svg').count()).toBe(5)
      await page.locator('#s1 label').first().click()
      await page.locator('a[href="#s2"]').click()
      await page.locator('#s2 label').nth(1).click()
      await send(page)
      expect(await page.textContent('h1')).toBe('Kiitos, että kerroit')
    })
    expect(await answersBy(db, child)).toHaveLength(before.length + 1)
  })
})

describe('without script', () => {
  test('the form is one request and at most 8 kB', async () => {
    await onPhone({ javaScriptEnabled: false }, async (page, { requests }) => {
      const response = await page.goto(form(adult))
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([form(adult)])
      const sizes = await response?.request().sizes()
      expect(sizes?.responseBodySize).toBeLessThanOrEqual(8_000)
      expect(await response?.headerValue('set-cookie')).toBeNull()
      expect(await response?.headerValue('content-security-policy')).toContain("default-src 'none'")
    })
  })
})

describe('with script', () => {
  test('a draft survives a reload and is cleared when it is sent', async () => {
    const text = mark()
    await onPhone({}, async (page) => {
      await page.goto(form(adult))
      await fillIn(page, text)
      const key = await keyOf(page)
      await page.reload()
      await page.waitForSelector('#status .clear')
      await expectFilledIn(page, text)
      expect(await keyOf(page)).toBe(key)
      await send(page)
      await page.waitForFunction(() => sessionStorage.length === 0)
    })
    expect(await textsEqualTo(db, text)).toBe(1)
  })

  test('a draft can be thrown away', async () => {
    await onPhone({}, async (page) => {
      await page.goto(form(adult))
      await page.locator('#q-text').fill(mark())
      const key = await keyOf(page)
      await page.reload()
      await page.locator('#status .clear').click()
      await page.waitForFunction((old) => document.querySelector<HTMLInputElement>('input[name=key]')?.value !== old, key)
      expect(await page.inputValue('#q-text')).toBe('')
    })
  })

  test('offline it says so calmly, and sends by itself when the connection is back', async () => {
    const text = mark()
    await onPhone({}, async (page) => {
      await page.goto(form(adult))
      await page.locator('#q-text').fill(text)
      await page.context().setOffline(true)
      await page.locator('button.send').click()
      await page.waitForSelector('#status:has-text("Yhteys katkesi")')
      expect(await page.inputValue('#q-text')).toBe(text)
      await page.context().setOffline(false)
      await page.waitForURL('**/thanks?*')
      expect(await page.textContent('main')).toContain('Vastauksesi on tallessa')
    })
    expect(await textsEqualTo(db, text)).toBe(1)
  })
})

describe('what is not a form', () => {
  const languages = [
    { language: 'fi', unknown: 'Tällä osoitteella ei ole kyselyä', closed: 'Tällä koodilla ei enää kerätä palautetta' },
    { language: 'sv', unknown: 'Det finns ingen enkät på den här adressen', closed: 'Den här koden samlar inte längre in respons' },
    { language: 'en', unknown: 'There is no survey at this address', closed: 'This code no longer collects feedback' },
  ] as const

  test.each(languages)('unknown and closed codes are answered in words, in $language', async ({ language, unknown, closed }) => {
    const code = pointCode('substance', 'qr')
    await onPhone({ javaScriptEnabled: false }, async (page) => {
      expect((await page.goto(form('olematon00', language)))?.status()).toBe(404)
      expect(await page.textContent('h1')).toBe(unknown)
      await closedDuring(code, async () => {
        await expect.poll(async () => (await page.goto(form(code, language)))?.status(), { timeout: 20_000 }).toBe(410)
        expect(await page.textContent('h1')).toBe(closed)
        await page.locator('main a').click()
        expect(await page.getAttribute('html', 'lang')).toBe(language)
        expect(await page.locator('h1').count()).toBe(1)
      })
      await expect.poll(async () => (await page.goto(form(code, language)))?.status(), { timeout: 20_000 }).toBe(200)
    })
  })

  test.each(languages)('the pages behind the footer are there, in $language', async ({ language }) => {
    await onPhone({ javaScriptEnabled: false }, async (page) => {
      for (const index of [0, 1, 2]) {
        await page.goto(form(adult, language))
        const link = page.locator('footer a').nth(index)
        const response = page.waitForResponse((each) => each.url().includes('/p/'))
        await link.click()
        expect((await response).status()).toBe(200)
        expect(await page.getAttribute('html', 'lang')).toBe(language)
        expect(await page.locator('h1').count()).toBe(1)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      }
    })
  })

  test('feedback on accessibility is stored; an empty one comes back', async () => {
    const body = mark()
    await onPhone({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${address}/p/${demoSlug}/accessibility?lang=sv`)
      await page.locator('#contact-email').fill('lukija@esimerkki.example')
      await page.locator('#feedback button').click()
      await page.waitForSelector('[role=alert]')
      expect(await page.inputValue('#contact-email')).toBe('lukija@esimerkki.example')
      await page.locator('#body').fill(body)
      await page.locator('#feedback button').click()
      await page.waitForURL('**sent=1**')
      expect(await page.locator('[role=status]').count()).toBe(1)
    })
    const stored = await db.selectFrom('accessibility_feedback').select(['body', 'sealed']).where('body', '=', body).execute()
    expect(stored).toHaveLength(1)
    expect(stored[0]?.sealed).not.toBeNull()
    expect(stored[0]?.sealed?.toString('utf8')).not.toContain('lukija')
  })
})

describe('for eyes and thumbs', () => {
  const paths = [`/q/${adult}?lang=fi`, `/q/${child}?lang=sv`, `/q/${kin}?lang=en`, `/q/${kiosk}?lang=fi`, `/q/${adult}/thanks?lang=fi`]

  test.each(paths)('%s: what one touches is at least 44 × 44 px on 320 px', async (path) => {
    await onPhone({ ...small, isMobile: false, javaScriptEnabled: false }, async (page) => {
      await page.goto(address + path)
      await page.locator('details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')))
      const targets = await page
        .locator('label:has(input[type=radio]), label:has(input[type=checkbox]), button, summary, a.send, footer a, .line a')
        .evaluateAll((all) =>
          all.map((each) => {
            const { width, height } = each.getBoundingClientRect()
            return { what: (each.textContent ?? '').trim().slice(0, 40), width, height }
          }),
        )
      expect(targets.length).toBeGreaterThan(0)
      expect(targets.filter(({ width, height }) => width < 44 || height < 44)).toEqual([])
    })
  })

  test.each(paths)('%s: twice the text on 320 px is read by scrolling one way', async (path) => {
    await onPhone({ ...small, isMobile: false, javaScriptEnabled: false }, async (page) => {
      await page.goto(address + path)
      for (const size of ['100%', '200%']) {
        const wide = await page.evaluate((fontSize) => {
          document.documentElement.style.fontSize = fontSize
          return [...document.querySelectorAll('body *')]
            .filter((each) => each.getBoundingClientRect().right > 320.5 && getComputedStyle(each).position !== 'absolute')
            .map((each) => `${each.tagName} ${(each.textContent ?? '').slice(0, 40)}`)
        }, size)
        expect(wide).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      }
    })
  })

  test('where colours are forced, what is chosen still shows', async () => {
    await onPhone({ forcedColors: 'active', javaScriptEnabled: false }, async (page) => {
      await page.goto(form(adult))
      const border = (value: string): Promise<string> =>
        page.locator(`label:has(input[name="q-nps"][value="${value}"]) span`).evaluate((each) => {
          const { borderTopWidth, borderTopColor } = getComputedStyle(each)
          return `${borderTopWidth} ${borderTopColor}`
        })
      const before = await border('9')
      await choose(page, 'q-nps', '9')
      expect(await border('9')).not.toBe(before)
      expect(await border('8')).toBe(before)
    })
  })
})

/** Closes a code as an administrator does, for as long as `act` runs. */
async function closedDuring(code: string, act: () => Promise<void>): Promise<void> {
  await setClosed(code, new Date())
  try {
    await act()
  } finally {
    await setClosed(code, null)
  }
}

async function setClosed(code: string, closedAt: Date | null): Promise<void> {
  await db.updateTable('point').set({ closed_at: closedAt }).where('code', '=', code).execute()
  await sql`select pg_notify('kuulolla_point', ${code})`.execute(db)
}
