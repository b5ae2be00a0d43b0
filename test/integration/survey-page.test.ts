import { serve, type ServerType } from '@hono/node-server'
import { doorHash, inTenant, insertPoint } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { createLog, type Running } from '@kuulolla/runtime'
import { createTenant, generateContactKeys } from '@kuulolla/services'
import { start } from '@kuulolla/survey'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityProblems, launchBrowser } from '../browser.ts'

let database: TestDatabase
let survey: Running
let server: ServerType
let browser: Browser
let address: string
let unitPath: string

beforeAll(async () => {
  database = await createTestDatabase()
  const now = () => new Date()
  const { tenantId, questionnaires } = await createTenant({ db: database.app, now }, { slug: 'alue', names: { fi: 'Alue', sv: 'Området' }, kind: 'county' })
  const unit = await database.admin
    .insertInto('unit')
    .values({ tenant_id: tenantId, code: 'a', kind: 'service-unit', names: JSON.stringify({ fi: 'Hammashoitola', sv: 'Tandkliniken' }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [code, audience] of [
    ['aikuinen', 'adult'],
    ['lapsi7', 'child'],
    ['laheinen', 'next-of-kin'],
  ] as const) {
    const { questionnaireId } = questionnaires[audience]
    const point = { code, hash: doorHash(code), channel: 'qr', name: code, languages: ['fi', 'sv', 'en'], unitId: unit.id, questionnaireId } as const
    await inTenant(database.app, tenantId, (tx) => insertPoint(tx, point, new Date(Date.now() - 60_000)))
  }
  const { publicKey } = await generateContactKeys()
  survey = await start({ databaseUrl: database.url('kuulolla_survey'), publicUrl: 'http://127.0.0.1', contactPublicKey: publicKey, log: createLog('silent') })
  address = await new Promise((resolve) => {
    const { fetch } = survey
    if (fetch === undefined) throw new TypeError('the survey answers requests')
    server = serve({ fetch: (request) => fetch(request), port: 0, hostname: '127.0.0.1' }, (bound) => resolve(`http://127.0.0.1:${bound.port}`))
  })
  unitPath = `/p/alue/u/${unit.id}?lang=sv`
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  server.close()
  await survey.stop()
  await database.drop()
})

const phone = { viewport: { width: 320, height: 640 } } as const

async function opened<T>(path: string, options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ ...phone, ...options })
  try {
    const page = await context.newPage()
    await page.goto(address + path)
    return await look(page)
  } finally {
    await context.close()
  }
}

const answersIn = async (language: string) => database.admin.selectFrom('response').select(['id', 'answers', 'role']).where('language', '=', language).execute()
const choose = (page: Page, field: string, value: string) => page.locator(`label:has(input[name="${field}"][value="${value}"])`).click()

describe('every page', () => {
  const paths = [
    '/q/aikuinen?lang=sv',
    '/q/lapsi7?lang=fi',
    '/q/laheinen?lang=en',
    '/q/aikuinen/thanks?lang=fi&again=1',
    '/q/eiole123',
    '/p/alue/privacy?lang=en',
    '/p/alue/accessibility?lang=fi',
  ]

  test.each(paths)('%s: axe finds nothing, light or dark', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) expect(await opened(path, { colorScheme }, accessibilityProblems)).toEqual([])
  })
  test('the unit’s page: axe finds nothing', async () => {
    expect(await opened(unitPath, {}, accessibilityProblems)).toEqual([])
  })
  test.each(paths)('%s: 320 px wide and with the text twice its size, nothing is cut off to the side', async (path) => {
    const width = await opened(path, {}, (page) =>
      page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
        return document.documentElement.scrollWidth
      }),
    )
    expect(width).toBeLessThanOrEqual(320)
  })
  test.each(paths)('%s: what one touches is at least 44 px', async (path) => {
    const small = await opened(path, {}, (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('label:has(input[type=radio]), label:has(input[type=checkbox]), button, summary, .langs a, footer a')]
          .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height < 44 || box.width < 44)
          .map(({ text, box }) => `${text} ${box.width}×${box.height}`),
      ),
    )
    expect(small).toEqual([])
  })
})

describe('without script', () => {
  const plain = { javaScriptEnabled: false } as const

  test('one answers in Swedish, switches the language on the way, and is thanked', async () => {
    await opened('/q/aikuinen?lang=fi', plain, async (page) => {
      await choose(page, 'q-nps', '9')
      await page.fill('#q-text', 'Tack')
      await page.click('button[value=sv]')
      expect(await page.inputValue('#q-text')).toBe('Tack')
      expect(await page.isChecked('input[name="q-nps"][value="9"]')).toBe(true)
      await page.focus('summary')
      await page.keyboard.press('Enter')
      await page.focus('#contact-name')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/thanks?lang=sv')
      expect(await page.textContent('h1')).toBe('Tack för din respons')
    })
    expect(await answersIn('sv')).toMatchObject([{ answers: [10, -1, -1, -1, -1, -1, -1, -1] }])
  })

  test('what is chosen shows by more than colour, also where colours are forced', async () => {
    for (const forcedColors of ['none', 'active'] as const) {
      const [chosen, other] = await opened('/q/aikuinen?lang=fi', { ...plain, forcedColors }, async (page) => {
        await choose(page, 'q-nps', '9')
        return Promise.all(
          ['9', '8'].map((value) =>
            page.locator(`input[name="q-nps"][value="${value}"] + span`).evaluate((element) => {
              const style = getComputedStyle(element)
              return { border: Number.parseFloat(style.borderTopWidth), weight: Number(style.fontWeight), mark: getComputedStyle(element, '::after').content }
            }),
          ),
        )
      })
      expect(chosen?.border).toBeGreaterThan(other?.border ?? 0)
      expect(chosen?.weight).toBeGreaterThan(other?.weight ?? 0)
      expect([chosen?.mark, other?.mark]).toEqual(['"✓"', 'none'])
    }
  })

  test('a child goes from face to face by links', async () => {
    await opened('/q/lapsi7?lang=fi', { ...plain, reducedMotion: 'reduce' }, async (page) => {
      await page.click('a[href="#s1"]')
      await choose(page, 'q-availability', '5')
      await page.click('a[href="#s2"]')
      expect(await page.isChecked('input[name="q-availability"][value="5"]')).toBe(true)
      await page.waitForFunction(() => Math.abs(document.querySelector('#s2')?.getBoundingClientRect().top ?? 99) < 5)
    })
  })
})

describe('with script', () => {
  test('a draft survives a reload and is gone when the answer is sent', async () => {
    await opened('/q/aikuinen?lang=en', {}, async (page) => {
      await choose(page, 'q-safety', '4')
      await page.fill('#q-text', 'Half a thought')
      const key = await page.inputValue('input[name=key]')
      await page.reload()
      expect(await page.inputValue('#q-text')).toBe('Half a thought')
      expect(await page.isChecked('input[name="q-safety"][value="4"]')).toBe(true)
      expect(await page.inputValue('input[name=key]')).toBe(key)
      expect(await page.textContent('#status')).toContain('unfinished answer')
      await page.click('button.send')
      await page.waitForURL('**/thanks?lang=en')
      await page.goto(`${address}/q/aikuinen?lang=en`)
      expect(await page.inputValue('#q-text')).toBe('')
      expect(await page.inputValue('input[name=key]')).not.toBe(key)
    })
    expect(await answersIn('en')).toHaveLength(1)
  })

  test('a lost connection is waited out, and a double click sends once', async () => {
    const before = (await answersIn('fi')).length
    await opened('/q/aikuinen?lang=fi', {}, async (page) => {
      await choose(page, 'q-nps', '7')
      await page.context().setOffline(true)
      await page.dblclick('button.send')
      await page.waitForSelector('#status:has-text("Yhteys katkesi")')
      await page.context().setOffline(false)
      await page.waitForURL('**/thanks?lang=fi')
    })
    expect((await answersIn('fi')).length - before).toBe(1)
  })

  test('an answer whose receipt was lost is still one answer', async () => {
    const before = (await answersIn('fi')).length
    await opened('/q/aikuinen?lang=fi', {}, async (page) => {
      let lost = 0
      await page.route('**/q/aikuinen', async (route) => {
        if (route.request().method() !== 'POST' || lost > 0) return route.continue()
        lost += 1
        await route.fetch()
        return route.abort()
      })
      await choose(page, 'q-nps', '3')
      await page.click('button.send')
      await page.waitForURL('**/thanks?lang=fi')
      expect(lost).toBe(1)
    })
    expect((await answersIn('fi')).length - before).toBe(1)
  })

  test('a mistake comes back from the server with the field named', async () => {
    await opened('/q/aikuinen?lang=fi', {}, async (page) => {
      await page.fill('#q-text', '131052-308T')
      await page.click('button.send')
      await page.waitForSelector('#faults')
      expect(await page.inputValue('#q-text')).toBe('131052-308T')
      expect(await accessibilityProblems(page)).toEqual([])
    })
  })
})
