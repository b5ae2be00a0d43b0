import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dashboardFiles, type DashboardFiles } from './dashboard-files.ts'

let directory: string
let files: DashboardFiles

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-files-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html>page')
  await writeFile(join(directory, 'assets', 'main-abc.js'), 'console')
  files = await dashboardFiles(directory)
})
afterAll(() => rm(directory, { recursive: true }))

const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Response | null => files(new Request(`http://kuulolla.test${path}`, { headers }))

test('every address that is not a file’s is the page, which runs no script but its own', async () => {
  for (const path of ['/', '/sign-in', '/t/lakeland/units/12']) {
    const response = ask(path)
    expect(await response?.text()).toBe('<!doctype html>page')
    expect(response?.headers.get('cache-control')).toBe('no-cache')
    expect(response?.headers.get('content-security-policy')).toMatch(/script-src 'self';/)
    expect(response?.headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/)
  }
})

test('built files may be kept for good, are not sent twice, and go compressed to who takes it', () => {
  const response = ask('/assets/main-abc.js')
  expect(response?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(response?.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(ask('/assets/main-abc.js', { 'if-none-match': response?.headers.get('etag') ?? '' })?.status).toBe(304)
  expect(ask('/assets/main-abc.js', { 'accept-encoding': 'gzip' })?.headers.get('content-encoding')).toBe('gzip')
})

test('a file that is not there, or not ours, is not there', () => {
  for (const path of ['/assets/gone.js', '/../../etc/passwd.txt', '/%2e%2e/secret.json']) expect(ask(path)).toBeNull()
})
