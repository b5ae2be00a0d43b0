import { inTenant, tenantBySlug, type Db } from '@kuulolla/db'
import { demoSlug } from '@kuulolla/simulator'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { accessibilityProblems, launchBrowser } from '../browser.ts'
import { signIn } from './sign-in.ts'
import { pointCode, storedIn } from './stored.ts'

const address = inject('upUrl')
type Who = Parameters<typeof signIn>[2]

const languages = ['fi', 'sv'] as const
type Language = (typeof languages)[number]

let browser: Browser
let db: Db
let ids: Readonly<Record<'unit' | 'questionnaire' | 'point', number>>
beforeAll(async () => {
  ;[browser, db] = await Promise.all([launchBrowser(), storedIn(inject('upDirectory'))])
  const tenant = await tenantBySlug(db, demoSlug)
  if (tenant === null) throw new Error('there is no demo county')
  ids = await inTenant(db, tenant.id, async ({ trx, tenantId }) => {
    const first = async (table: 'unit' | 'questionnaire' | 'point', column: 'code' | 'audience', value: string): Promise<number> => {
      const row = await trx.selectFrom(table).select('id').where('tenant_id', '=', tenantId).where(column, '=', value).orderBy('id').executeTakeFirstOrThrow()
      return row.id
    }
    return {
      unit: await first('unit', 'code', 'centre-health'),
      questionnaire: await first('questionnaire', 'audience', 'adult'),
      point: await first('point', 'code', pointCode('centre-health', 'qr')),
    }
  })
})
afterAll(async () => {
  await Promise.all([browser.close(), db.destroy()])
})

/** What is wrong with a page whatever it is about: its language, its one main heading, a skipped level, what runs out to the side. */
async function structureProblems(page: Page, language: Language): Promise<readonly string[]> {
  return page.evaluate((wanted) => {
    const problems: string[] = []
    const { lang } = document.documentElement
    if (lang !== wanted) problems.push(`lang is ${lang}`)
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((each) => each.checkVisibility())
    const mains = headings.filter(({ tagName }) => tagName === 'H1').length
    if (mains !== 1) problems.push(`${mains} h1`)
    // The navigation's headings stand before the page's own.
    let level = 1
    for (const heading of headings.filter((each) => each.closest('nav, header, dialog') === null)) {
      const next = Number(heading.tagName.slice(1))
      if (next > level + 1) problems.push(`h${level} is followed by h${next} "${heading.textContent}"`)
      level = next
    }
    if (document.title === '') problems.push('no title')
    return problems
  }, language)
}

/** What stands out to the side of a 320 px wide page, which is what one sees of 1280 px enlarged four times. */
async function tooWide(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 320, height: 640 })
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= 320) return []
    const wide = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > 320.5)
    return [
      `${document.documentElement.scrollWidth} px`,
      ...wide.slice(0, 5).map((each) => `${each.tagName}.${each.className} ${(each.textContent ?? '').slice(0, 30)}`),
    ]
  })
}

type Look = { readonly width: 1280 | 360; readonly colorScheme: 'light' | 'dark' }

/** Until nothing on the page moves or changes its colour any more. */
const drawn = async (page: Page): Promise<void> => {
  await page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

/** Everything wrong with the page as it stands, in the given looks. */
async function problemsOf(page: Page, language: Language, looks: readonly Look[]): Promise<readonly string[]> {
  const found = [...(await structureProblems(page, language))]
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await drawn(page)
    for (const { rule, where } of await accessibilityProblems(page)) found.push(`${rule} (${width} px, ${colorScheme}): ${where.slice(0, 3).join(' | ')}`)
  }
  return [...found, ...(await tooWide(page))]
}

const everyLook: readonly Look[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
]

/** Finnish in both looks; in Swedish the same colours and controls hold other words, so what is looked at is language, headings and width. */
const looksIn = { fi: everyLook, sv: [] } as const satisfies Record<Language, readonly Look[]>

describe('the survey and the public pages', () => {
  const adult = pointCode('centre-health', 'qr')
  const paths = [
    `/q/${adult}`,
    `/q/${pointCode('makela-dental', 'qr', 'child')}`,
    `/q/${pointCode('children-clinic', 'qr', 'next-of-kin')}`,
    `/q/${pointCode('emergency-lobby', 'kiosk')}`,
    `/q/${adult}/thanks`,
    '/q/olematon00',
    `/p/${demoSlug}/privacy`,
    `/p/${demoSlug}/accessibility`,
    `/p/${demoSlug}/u/:unit`,
  ]

  test.each(paths)('%s', async (path) => {
    const page = await browser.newPage()
    for (const language of languages) {
      await page.goto(`${address}${path.replace(':unit', String(ids.unit))}?lang=${language}`)
      expect(await problemsOf(page, language, looksIn[language]), language).toEqual([])
    }
    await page.close()
  })

  test('a form that came back with mistakes', async () => {
    for (const language of languages) {
      // A context of its own: a draft of the first would be brought back.
      const page = await browser.newPage()
      await page.goto(`${address}/q/${adult}?lang=${language}`)
      await page.locator('#q-text').fill('131052-308T')
      await page.locator('summary').click()
      await page.locator('#contact-email').fill('ei osoite')
      await page.locator('button.send').click()
      await page.waitForSelector('#faults')
      expect(await page.locator('#faults li').count()).toBe(2)
      expect(await problemsOf(page, language, looksIn[language]), language).toEqual([])
      await page.close()
    }
  })
})

/** A page of the dashboard in a language, when nothing on it is still being fetched. */
async function open(page: Page, path: string, language: Language): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${address}${path}`)
  await page.waitForSelector(`html[lang=${language}]`)
  await settled(page)
}

const settled = (page: Page) =>
  page.waitForFunction(() => {
    const busy = document.querySelector('.state-loading, [aria-busy=true]')
    return document.querySelector('main h1') !== null && busy === null && document.querySelector('main')?.textContent !== ''
  })

const contexts = new Map<string, Promise<BrowserContext>>()

/** A signed-in browser in the dashboard's language, kept for all pages of that person. */
function personIn(language: Language, who: Who | null): Promise<BrowserContext> {
  const key = `${language} ${who}`
  const kept = contexts.get(key) ?? openPerson(language, who)
  contexts.set(key, kept)
  kept.catch(() => contexts.delete(key))
  return kept
}

async function openPerson(language: Language, who: Who | null): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: language === 'fi' ? 'fi-FI' : 'sv-FI', reducedMotion: 'reduce' })
  if (who !== null) {
    const page = await context.newPage()
    await signIn(page, address, who)
    await page.close()
  }
  return context
}

describe('the dashboard', () => {
  const pages = [
    [null, '/sign-in'],
    ['administrator', '/account'],
    ['administrator', '/t/:slug'],
    ['administrator', '/t/:slug/units'],
    ['quality-officer', '/t/:slug/units/:unit'],
    ['quality-officer', '/t/:slug/compare'],
    ['feedback-handler', '/t/:slug/contacts'],
    ['quality-officer', '/t/:slug/export'],
    ['administrator', '/t/:slug/admin/units'],
    ['administrator', '/t/:slug/admin/units/:unit'],
    ['administrator', '/t/:slug/admin/questionnaires'],
    ['administrator', '/t/:slug/admin/questionnaires/:questionnaire'],
    // Some of them: with all 132 axe takes as long as for all other pages together.
    ['administrator', '/t/:slug/admin/points?q=Keskustan'],
    ['administrator', '/t/:slug/admin/points/:point'],
    ['administrator', '/t/:slug/admin/people'],
    ['administrator', '/t/:slug/admin/imports'],
    ['administrator', '/t/:slug/admin/settings'],
    ['administrator', '/t/:slug/admin/keys'],
    ['administrator', '/t/:slug/admin/audit'],
    ['unit-manager', '/t/:slug/admin/people'],
    ['unit-manager', '/t/:slug/ei-ole'],
  ] as const

  test.each(pages)('%s: %s', async (who, path) => {
    const place = path.replace(':slug', demoSlug).replaceAll(/:(unit|questionnaire|point)/g, (_, name: keyof typeof ids) => String(ids[name]))
    for (const language of languages) {
      const page = await (await personIn(language, who)).newPage()
      await open(page, place, language)
      expect(await problemsOf(page, language, looksIn[language]), language).toEqual([])
      await page.close()
    }
  })

  test('signing in with a wrong password says so where one is', async () => {
    const page = await (await personIn('fi', null)).newPage()
    await open(page, '/sign-in', 'fi')
    await page.locator('input[name="email"]').fill('kukaan@esimerkkila.example')
    await page.locator('input[name="password"]').fill('ei tämä ole')
    await page.locator('form button[type="submit"]').click()
    await page.waitForSelector('main [role=alert], main [aria-live]')
    expect(await problemsOf(page, 'fi', everyLook)).toEqual([])
    await page.close()
  })

  test('the menu of a narrow screen', async () => {
    const page = await (await personIn('sv', 'administrator')).newPage()
    await open(page, `/t/${demoSlug}`, 'sv')
    await page.setViewportSize({ width: 360, height: 640 })
    await page.locator('button[aria-controls=navigation]').click()
    await page.waitForSelector('#navigation a:visible')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await drawn(page)
      expect(await accessibilityProblems(page), colorScheme).toEqual([])
    }
    await page.close()
  })
})
