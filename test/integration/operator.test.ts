import { rm } from 'node:fs/promises'
import { tenantSlugs } from '@kuulolla/db'
import { createTestDatabase } from '@kuulolla/db/testing'
import { expect, test } from 'vitest'
import { scratchDirectory, startUp } from '../browser.ts'

test('a database of one’s own gets no demo county by itself, and the start says what to do instead', async () => {
  const [database, directory] = [await createTestDatabase(), await scratchDirectory()]
  const env = {
    DATABASE_URL: database.url('kuulolla_owner'),
    DATABASE_URL_APP: database.url('kuulolla_app'),
    DATABASE_URL_SURVEY: database.url('kuulolla_survey'),
  }
  const up = await startUp({ dataDirectory: directory, env })
  expect(await up.stop()).toBe(0)
  expect(await tenantSlugs(database.url('kuulolla_owner'))).toEqual([])
  expect(up.output()).not.toMatch(/demo/i)
  expect(up.output()).toContain('kuulolla tenant create')
  await database.drop()
  await rm(directory, { recursive: true, force: true })
}, 240_000)
