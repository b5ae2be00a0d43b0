import { readFile } from 'node:fs/promises'
import { translatorOf } from '@kuulolla/i18n/catalogues'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import readWorkbook from 'read-excel-file/node'

/** What the pages say to a reader of Finnish, as at `desk`. */
export const fi = translatorOf('fi')

/** How the row of the recommendation begins in a table of figures. */
export const nps = 'Suositteluhalukkuus (NPS)'

/** A browser of its own at a Finnish desk. */
export function desk(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ locale: 'fi-FI', timezoneId: 'Europe/Helsinki', viewport: { width: 1280, height: 900 }, ...options })
}

/** The file that a press gives. */
export async function downloaded(page: Page, press: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()])
  return readFile(await download.path())
}

/** A number as the pages write it: '−7', '3,03', '4 015', '38 %'. */
export function numberOf(text: string): number {
  const digits = text
    .replaceAll(/[\s\u00a0\u202f%]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.')
  const number = Number(digits)
  if (digits === '' || Number.isNaN(number)) throw new TypeError(`"${text}" is no number`)
  return number
}

export type ShownFigure = { readonly value: number; readonly n: number }

/** A row of the unit page's figures, by how it begins. */
export async function shownFigure(page: Page, label: string): Promise<ShownFigure> {
  const row = page.locator('.measures tbody tr', { hasText: label })
  const [value, n] = await Promise.all([row.locator('.figure-value').innerText(), row.locator('td').nth(1).innerText()])
  return { value: numberOf(value), n: numberOf(n) }
}

type Cell = string | number | boolean | Date | null
export type Row = Readonly<Record<string, Cell>>

export async function firstSheet(workbook: Buffer): Promise<readonly (readonly Cell[])[]> {
  const [first] = await readWorkbook(workbook)
  if (first === undefined) throw new TypeError('the workbook has no sheet')
  return first.data as readonly (readonly Cell[])[]
}

/** Rows by the names of their columns, which the first row gives. */
export function columnsOf([head = [], ...rows]: readonly (readonly Cell[])[]): readonly Row[] {
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [String(name), row[at] ?? null])))
}

/** The rows of a CSV file of the standard form (RFC 4180). */
export function csvOf(archive: Buffer, name: string): readonly Row[] {
  const file = unzipSync(archive)[name]
  if (file === undefined) throw new TypeError(`no ${name} in the archive`)
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of strFromU8(file)
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return columnsOf(rows.filter((row) => row.length > 1))
}

/** By the picker, as a person does who knows the unit's name. */
export async function chooseUnit(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: fi('dashboard.unit.change') }).click()
  await page.getByLabel(fi('dashboard.unit.search')).fill(name)
  await page.getByRole('dialog').getByRole('link', { name, exact: true }).click()
  await page.locator('h1', { hasText: name }).waitFor()
}
