import { addDays, localDay } from '@kuulolla/core'
import { demoPassword } from '@kuulolla/simulator'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { chooseUnit, desk, downloaded, fi, firstSheet } from './screen.ts'
import { emailOf, signIn, signInByForm } from './sign-in.ts'

const url = inject('upUrl')
const tenant = `${url}/t/esimerkkila`
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

async function as<T>(who: Parameters<typeof signIn>[2] | null, look: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> {
  const context = await desk(browser, options)
  try {
    const page = await context.newPage()
    if (who !== null) await signIn(page, url, who)
    return await look(page)
  } finally {
    await context.close()
  }
}

const titled = (page: Page, title: string): Promise<void> => page.locator('h1', { hasText: title }).waitFor()
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The address of a unit's page, found as the officer finds it. */
async function addressOf(page: Page, unit: string): Promise<string> {
  await page.goto(`${tenant}/units`)
  await page.waitForURL('**/units/*')
  await chooseUnit(page, unit)
  return page.url()
}

describe('everybody sees what is theirs', () => {
  test('a manager is told kindly that another’s unit and another’s work are not theirs', async () => {
    const foreign = await as('quality-officer', (page) => addressOf(page, 'Rantalan terveysasema'))
    await as('unit-manager', async (page) => {
      for (const address of [foreign, `${tenant}/admin/people`, `${tenant}/admin/audit`, `${tenant}/contacts`]) {
        await page.goto(address)
        await page.getByRole('heading', { name: fi('dashboard.forbidden.title') }).waitFor()
        expect(await page.locator('main').innerText()).not.toContain('Rantala')
      }
      expect(await link(page, fi('dashboard.nav.admin.people')).count()).toBe(0)
    })
  })

  test('a handler opens a contact request, and the look stands in the audit trail', async () => {
    await as('feedback-handler', async (page) => {
      await link(page, fi('dashboard.nav.contacts')).click()
      const open = page.getByRole('button', { name: new RegExp(`^${fi('dashboard.contacts.open')}: `) }).first()
      await open.click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(fi('dashboard.contacts.reveal.warning')).waitFor()
      expect(await dialog.locator('a[href^="tel:"]').count()).toBe(0)
      await dialog.getByRole('button', { name: fi('dashboard.contacts.reveal.do') }).click()
      await dialog.locator('a[href^="tel:"]').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await open.evaluate((element) => element === document.activeElement)).toBe(true)
      await page.waitForFunction(() => document.querySelector('a[href^="tel:"]') === null)
    })
    await as('quality-officer', async (page) => {
      await link(page, fi('dashboard.nav.admin.audit')).click()
      await page
        .locator('tbody tr', { hasText: fi('dashboard.verb.reveal-contact') })
        .filter({ hasText: 'Kaisa Käsittelijä' })
        .first()
        .waitFor()
    })
  })

  test('the officer takes answers one by one as a workbook; a manager is not offered them', async () => {
    await as('quality-officer', async (page) => {
      await link(page, fi('dashboard.nav.export')).click()
      await page.getByLabel(fi('dashboard.export.answers'), { exact: true }).check()
      await page.getByLabel(fi('dashboard.export.from'), { exact: true }).fill(addDays(localDay(new Date()), -7))
      const sheet = await firstSheet(await downloaded(page, link(page, fi('dashboard.export.download'))))
      expect(sheet.length).toBeGreaterThan(100)
    })
    await as('unit-manager', async (page) => {
      await link(page, fi('dashboard.nav.export')).click()
      await link(page, fi('dashboard.export.download')).waitFor()
      expect(await page.getByLabel(fi('dashboard.export.answers'), { exact: true }).count()).toBe(0)
    })
  })

  test('a view is its address: a colleague opens the same, and Back goes back', async () => {
    const address = await as('quality-officer', async (page) => {
      await addressOf(page, 'Rantalan terveysasema')
      await link(page, fi('dashboard.grain.quarter')).click()
      await page.waitForURL('**period=*-Q*')
      await page.getByText(fi('dashboard.unit.filters'), { exact: true }).click()
      await page.getByLabel(fi('dashboard.tree.label')).selectOption('as-is')
      await page.waitForURL('**tree=as-is*')
      const found = page.url()
      await page.goBack()
      await page.waitForURL((each) => !each.search.includes('tree='))
      expect(await page.getByLabel(fi('dashboard.tree.label')).inputValue()).toBe('as-was')
      await page.goBack()
      await page.waitForURL((each) => each.search === '')
      expect(await link(page, fi('dashboard.period.last-days', { days: 30 })).getAttribute('aria-current')).toBe('true')
      return found
    })
    await as('administrator', async (page) => {
      await page.goto(address)
      await titled(page, 'Rantalan terveysasema')
      await page.locator('.measures .figure-value').first().waitFor()
      expect(await page.locator('nav.period [aria-current="true"]').innerText()).toContain('neljännes')
      await page.getByText(fi('dashboard.unit.filters'), { exact: true }).click()
      expect(await page.getByLabel(fi('dashboard.tree.label')).inputValue()).toBe('as-is')
    })
  })
})

describe('by keyboard alone', () => {
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('name') ?? element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
    })
  /** Tabs until the focus is at what is wanted. */
  async function tabTo(page: Page, wanted: string, most = 40): Promise<void> {
    for (let step = 0; step < most; step += 1) {
      await page.keyboard.press('Tab')
      if ((await focused(page)).startsWith(wanted)) return
    }
    throw new Error(`${wanted} is not reached by ${most} presses of Tab; the focus is at ${await focused(page)}`)
  }

  test('signing in, past the menu, another period, the steps of the chart, a dialog and out of it', async () => {
    await as(null, async (page) => {
      await page.goto(`${url}/sign-in`)
      await page.locator('input[name="email"]').waitFor()
      await tabTo(page, 'email', 6)
      await page.keyboard.type(emailOf('unit-manager'))
      await tabTo(page, 'password', 1)
      await page.keyboard.type(demoPassword)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/t/*')
      await page.goto(`${tenant}/units`)
      await page.locator('.measures .figure-value').first().waitFor()

      await tabTo(page, fi('dashboard.skip'), 1)
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
      await tabTo(page, fi('dashboard.grain.month'), 8)
      await page.keyboard.press('Enter')
      await page.waitForURL('**period=*')
      await page.getByRole('heading', { name: fi('dashboard.grain.by.month') }).waitFor()

      await tabTo(page, (await page.locator('.trend').getAttribute('aria-label')) ?? '')
      const says = page.locator('.trend-says')
      await page.keyboard.press('ArrowLeft')
      const last = await says.innerText()
      expect(last).toMatch(/\d/)
      await page.keyboard.press('ArrowLeft')
      expect(await says.innerText()).not.toBe(last)
      await page.keyboard.press('End')
      expect(await says.innerText()).toBe(last)

      await button(page, fi('dashboard.unit.change')).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      expect(await focused(page)).toBe(fi('dashboard.unit.change'))
    })
  })
})

describe('the administrator', () => {
  test('publishes a version with another title, which its codes ask from then on', async () => {
    await as('administrator', async (page) => {
      await link(page, fi('dashboard.nav.admin.questionnaires')).click()
      await page.getByRole('link', { name: /lähei/i }).first().click()
      const versions = page.locator('.panel', { has: page.getByRole('heading', { name: fi('admin.questionnaires.versions') }) })
      await versions.waitFor()
      const text = page.getByLabel(fi('admin.in-language', { label: fi('admin.questionnaires.title'), language: 'suomi' }))
      await text.fill('Millainen käynti oli läheisesi kanssa?')
      await page.getByText(fi('admin.questionnaires.save.saved')).waitFor()
      await button(page, fi('admin.questionnaires.publish')).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('Millainen käynti oli läheisesi kanssa?').waitFor()
      await dialog.getByRole('button', { name: fi('admin.questionnaires.publish'), exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
      await versions
        .getByText(/Versio 2/)
        .first()
        .waitFor()
      const name = await page.locator('h1').innerText()
      await page.goto(`${tenant}/admin/points`)
      const code = await page.locator('tbody tr', { hasText: name }).first().locator('.code').innerText()
      const survey = await page.context().newPage()
      await survey.goto(`${url}/q/${code}?lang=fi`)
      expect(await survey.locator('h1').innerText()).toBe('Millainen käynti oli läheisesi kanssa?')
    })
  })

  test('makes a point, points it elsewhere, sees both in its history, and closes it', async () => {
    await as('administrator', async (page) => {
      await link(page, fi('dashboard.nav.admin.points')).click()
      await button(page, fi('admin.points.new')).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(fi('admin.points.name'), { exact: true }).fill('Koepiste, aula')
      await dialog.getByLabel('Rantalan terveysasema', { exact: true }).check()
      await dialog.getByRole('button', { name: fi('admin.points.create', { count: 1 }) }).click()
      await dialog.waitFor({ state: 'hidden' })
      await page.getByLabel(fi('admin.search')).fill('Koepiste')
      await page.getByLabel(fi('admin.search')).press('Enter')
      await link(page, 'Koepiste, aula').click()
      const address = (await page.locator('.facts a[href*="/q/"]').first().getAttribute('href')) ?? ''
      const survey = await page.context().newPage()
      await survey.goto(address)
      expect(await survey.locator('.top strong').innerText()).toBe('Rantalan terveysasema')

      await button(page, fi('admin.points.repoint')).click()
      const unit = dialog.getByLabel(fi('admin.unit'), { exact: true })
      const options = await unit.locator('option').evaluateAll((all) => all.map((each) => [(each as HTMLOptionElement).value, each.textContent?.trim() ?? '']))
      await unit.selectOption(options.find(([, name]) => name?.endsWith('Mäkelän terveysasema'))?.[0] ?? '')
      await dialog.getByRole('button', { name: fi('admin.points.repoint') }).click()
      await dialog.waitFor({ state: 'hidden' })
      const history = page.getByRole('group', { name: fi('admin.points.history') })
      await history.getByText('Mäkelän terveysasema').waitFor()
      expect(await history.locator('tbody tr').count()).toBe(2)
      expect(await history.innerText()).toContain('Rantalan terveysasema')
      await survey.goto(address)
      expect(await survey.locator('.top strong').innerText()).toBe('Mäkelän terveysasema')

      await button(page, fi('admin.points.close')).click()
      await dialog.getByRole('button', { name: fi('admin.points.close'), exact: true }).click()
      await button(page, fi('admin.points.reopen')).waitFor()
      await survey.goto(address)
      expect(await survey.locator('h1').innerText()).toBe(fi('survey.closed.title'))
    })
  })

  test('invites a person without mail, who chooses a password by the link and signs in', async () => {
    const setup = await as('administrator', async (page) => {
      await link(page, fi('dashboard.nav.admin.people')).click()
      await button(page, fi('dashboard.people.invite')).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(fi('dashboard.people.name'), { exact: true }).fill('Uuno Uusi')
      await dialog.getByLabel(fi('dashboard.people.email'), { exact: true }).fill('uuno@esimerkkila.example')
      await dialog.getByLabel('Mäkelän terveysasema', { exact: true }).check()
      await dialog.getByRole('button', { name: fi('dashboard.people.invite'), exact: true }).click()
      await page.getByText(fi('dashboard.people.link.none', { email: 'uuno@esimerkkila.example' })).waitFor()
      return page.locator('code.secret').innerText()
    })
    expect(setup.startsWith(`${url}/setup?token=`)).toBe(true)
    await as(null, async (page) => {
      await page.goto(setup)
      await page.locator('input[name="new-password"]').fill('kolme kissaa kuussa')
      await page.locator('input[name="new-password-again"]').fill('kolme kissaa kuussa')
      await button(page, fi('dashboard.setup.submit')).click()
      await page.getByText(fi('dashboard.setup.done'), { exact: true }).waitFor()
      await signInByForm(page, url, { email: 'uuno@esimerkkila.example', password: 'kolme kissaa kuussa' })
      await page.goto(`${tenant}/units`)
      await titled(page, 'Mäkelän terveysasema')
    })
  })
})
