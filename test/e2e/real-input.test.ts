import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { accessibilityProblems, launchBrowser, runCli } from '../browser.ts'
import { chooseUnit, csvOf, desk, downloaded, fi, numberOf, shownFigure } from './screen.ts'
import { signIn } from './sign-in.ts'

const url = inject('upUrl')
const tenant = `${url}/t/esimerkkila`
const file = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url))
const statement = 'Millainen kokemuksesi palvelustamme oli kokonaisuutena?'
let browser: Browser
let office: BrowserContext
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  office = await desk(browser)
  page = await office.newPage()
})
afterAll(() => browser.close())

function importFile(kind: 'units' | 'answers', ...more: readonly string[]): Promise<string> {
  const environment = { ...process.env, DATA_DIR: inject('upDirectory'), LOG_LEVEL: 'warn' }
  return runCli(['import', kind, file('fft-template-daily-counts.csv'), '--mapping', file(`fft-${kind}.json`), ...more], environment)
}

type Line = { readonly month: string; readonly unit: string; readonly score: number; readonly count: number }

/** What is in the file, counted by hand here. */
async function linesOfFile(): Promise<readonly Line[]> {
  const lines = (await readFile(file('fft-template-daily-counts.csv'), 'utf8')).split(/\r?\n/).filter((line) => /^\d/.test(line))
  return lines.map((line) => {
    const [date = '', , , unit = '', score, count] = line.split(',')
    return { month: date.slice(0, 7), unit, score: Number(score), count: Number(count) }
  })
}

type Counted = { readonly n: number; readonly share: number }

/** Answers of each unit and month, and the share of them that are 1 or 2, the two best. */
async function unitMonths(): Promise<ReadonlyMap<string, Counted>> {
  const sums = new Map<string, { n: number; good: number }>()
  for (const { month, unit, score, count } of await linesOfFile()) {
    const sum = sums.get(`${unit} ${month}`) ?? { n: 0, good: 0 }
    sums.set(`${unit} ${month}`, { n: sum.n + count, good: sum.good + (score <= 2 ? count : 0) })
  }
  return new Map([...sums].map(([key, { n, good }]) => [key, { n, share: good / n }]))
}

async function openUnit(name: string, period: string): Promise<void> {
  await page.goto(`${tenant}/units`)
  await page.waitForURL('**/units/*')
  await chooseUnit(page, name)
  await page.goto(`${new URL(page.url()).origin}${new URL(page.url()).pathname}?period=${period}`)
  await page.locator('.measures').waitFor()
}

test('units and 950 answers come in: seen first, once, and never twice', async () => {
  expect(await importFile('units', '--preview')).toMatch(/Preview: nothing was changed\. 414 lines: 59 units would change, 0 unchanged, 0 problems/)
  expect(await importFile('units')).toMatch(/59 units changed, 0 unchanged/)
  expect(await importFile('units')).toMatch(/0 units changed, 59 unchanged/)
  expect(await importFile('answers', '--preview')).toMatch(/Preview: nothing was changed\. 414 lines: 950 new answers/)
  expect(await importFile('answers')).toMatch(/: 950 new answers, 0 corrected, 0 deleted, 0 unchanged, 0 lines rejected/)
  expect(await importFile('answers')).toMatch(/: 0 new answers, 0 corrected, 0 deleted, 950 unchanged, 0 lines rejected/)
})

test('a busy unit shows the figure that the file’s own counts give', async () => {
  await signIn(page, url, 'quality-officer')
  await openUnit('Yksikkö U38', '2021-09')
  const counted = (await unitMonths()).get('U38 2021-09')
  expect(await shownFigure(page, statement)).toEqual({ value: Math.round((counted?.share ?? Number.NaN) * 100), n: counted?.n })
})

test('a unit whose answers are all old, opened as the menu does, says when they came and leads there', async () => {
  await page.goto(`${tenant}/units`)
  await page.waitForURL('**/units/*')
  await chooseUnit(page, 'Yksikkö U38')
  const months = [...(await unitMonths()).keys()]
    .filter((key) => key.startsWith('U38 '))
    .map((key) => key.slice(4))
    .toSorted()
  const year = months.at(-1)?.slice(0, 4) ?? ''
  await page.getByText(fi('dashboard.unit.no-data.then')).waitFor()
  const said = await page.locator('main').innerText()
  expect(said).not.toContain(fi('dashboard.unit.no-data.title'))
  for (const month of [months[0], months.at(-1)])
    expect(said).toContain(new Intl.DateTimeFormat('fi-FI', { month: 'long', year: 'numeric' }).format(new Date(`${month}-15`)))
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('link', { name: fi('dashboard.unit.no-data.show', { year }) }).click()
  await page.waitForURL(`**?period=${year}*`)
  await page.locator('.measures .figure-value').first().waitFor()
})

test('a quiet unit says calmly why nothing shows, and offers a longer period of the same days', async () => {
  expect((await unitMonths()).get('U09 2020-10')?.n).toBeLessThan(5)
  await openUnit('Yksikkö U09', '2020-10')
  const row = page.locator('.measures tbody tr')
  expect(await row.innerText()).toContain(fi('dashboard.unit.withheld'))
  expect(await row.locator('.figure-value').count()).toBe(0)
  expect(await page.locator('.say').innerText()).toContain('Vastaukset ovat tallessa')
  // Nothing looks like a fault: no alert, no number made of nothing.
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|null|Infinity/)
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('link', { name: fi('dashboard.unit.sparse-grain', { grain: fi('dashboard.grain.by.quarter') }) }).waitFor()
  await page.getByRole('link', { name: fi('dashboard.unit.sparse-period', { period: '4. neljännes 2020' }) }).click()
  await page.waitForURL('**period=2020-Q4*')
})

test('the exported file has the screen’s number, and exactly the months with five answers or more', async () => {
  await openUnit('Yksikkö U38', '2021-09')
  const screen = await shownFigure(page, statement)
  await page.getByRole('link', { name: fi('dashboard.nav.export') }).click()
  await page.getByLabel(fi('dashboard.export.from'), { exact: true }).fill('2020-05-01')
  await page.getByLabel(fi('dashboard.export.to'), { exact: true }).fill('2021-10-31')
  await page.getByLabel(fi('dashboard.export.format'), { exact: true }).selectOption('csv')
  const link = page.getByRole('link', { name: fi('dashboard.export.download') })
  const table = csvOf(await downloaded(page, link), 'data.csv')
  const shares = table.filter((row) => row['measure'] === 'import.fft' && row['statistic'] === 'share' && /^U\d\d$/.test(String(row['unit_code'])))
  const counted = await unitMonths()
  expect(counted.size).toBe(112)
  const shown = new Map(shares.filter((row) => row['state'] === 'shown').map((row) => [`${String(row['unit_code'])} ${String(row['period'])}`, row]))
  const published = [...counted].filter(([, { n }]) => n >= 5)
  expect(published).toHaveLength(48)
  expect([...shown.keys()].toSorted()).toEqual(published.map(([key]) => key).toSorted())
  for (const [key, { n, share }] of published) {
    expect(Number(shown.get(key)?.['n'])).toBe(n)
    expect(Number(shown.get(key)?.['value'])).toBeCloseTo(share, 12)
  }
  const row = shown.get('U38 2021-09')
  expect({ value: Math.round(numberOf(String(row?.['value'])) * 100), n: Number(row?.['n']) }).toEqual(screen)
  for (const withheld of shares.filter((each) => each['state'] === 'withheld')) expect([withheld['value'], withheld['n']]).toEqual(['', ''])
})
