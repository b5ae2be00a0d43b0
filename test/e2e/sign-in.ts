import type { Role } from '@kuulolla/core'
import { demoPassword, demoPeople } from '@kuulolla/simulator'
import type { Page } from 'playwright-core'

type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>
/** Sessions of this test file: signing in by the form each time would meet the limit on guessing passwords. */
const sessions = new Map<string, Cookies>()

export function emailOf(who: Role): string {
  const person = demoPeople.find(({ role }) => role === who)
  if (person === undefined) throw new Error(`nobody in the demo county is a ${who}`)
  return person.email
}

/**
 * Leaves the page's context signed in and the page on the organisation's start page. The first time goes through
 * the form, later ones share its session; so sign out only in a context that signed in by the form itself.
 */
export async function signIn(page: Page, url: string, who: Role): Promise<void> {
  const kept = sessions.get(`${url} ${who}`)
  if (kept === undefined) {
    await signInByForm(page, url, { email: emailOf(who), password: demoPassword })
    sessions.set(`${url} ${who}`, await page.context().cookies())
    return
  }
  await page.context().addCookies(kept)
  await page.goto(`${url}/`)
  await page.waitForURL('**/t/*')
}

export async function signInByForm(page: Page, url: string, { email, password }: { readonly email: string; readonly password: string }): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.locator('input[name="email"]').fill(email)
  await page.locator('input[name="password"]').fill(password)
  await page.locator('form button[type="submit"]').click()
  await page.waitForURL('**/t/*')
}
