import type { Actor } from '@kuulolla/core'
import { inTenant, insertWording } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTenant } from './create-tenant.ts'
import { takeStandard } from './take-standard.ts'

let database: TestDatabase
let actor: Actor
const now = () => new Date('2026-03-10T08:00:00Z')
beforeAll(async () => {
  database = await createTestDatabase()
  const { tenantId } = await createTenant({ db: database.app, now }, { slug: 'kainuu', names: { fi: 'Kainuu' }, kind: 'county' })
  actor = { kind: 'system', tenantId, job: 'operator' }
})
afterAll(() => database.drop())

const take = () => takeStandard.call({ db: database.app, now }, actor, {})
const newest = async (measure: string) =>
  database.admin
    .selectFrom('wording')
    .select(['text', 'official'])
    .where('measure_code', '=', measure)
    .where('language', '=', 'fi')
    .orderBy('id', 'desc')
    .executeTakeFirst()

test('the shipped standard fills in what a tenant lacks, leaves official wordings and published versions, and does so once', async () => {
  // As if the tenant had been made by an earlier version.
  await inTenant(database.app, actor.tenantId, async (tx) => {
    await insertWording(tx, 'kin.safety', { language: 'fi', text: 'Vanha.', official: false, source: 'Kuulolla 2025' })
    await insertWording(tx, 'national.safety', { language: 'fi', text: 'Virallinen.', official: true, source: 'THL 2026' })
  })
  const versions = await database.admin.selectFrom('version').selectAll().execute()
  expect(await take()).toEqual({ measures: 0, wordings: 1 })
  expect(await take()).toEqual({ measures: 0, wordings: 0 })
  expect(await newest('kin.safety')).toEqual({ text: 'Luotan siihen, että läheiseni on turvassa.', official: false })
  expect(await newest('national.safety')).toEqual({ text: 'Virallinen.', official: true })
  expect(await database.admin.selectFrom('version').selectAll().execute()).toEqual(versions)
  const audited = await database.admin.selectFrom('audit').select('actor_id').where('verb', '=', 'take-standard').execute()
  expect(audited).toEqual([{ actor_id: 'operator' }, { actor_id: 'operator' }])
})

test('a measure that is not there comes at its place in the standard, with its wordings', async () => {
  const empty = await database.admin
    .insertInto('tenant')
    .values({ slug: 'older', names: JSON.stringify({ fi: 'Vanha' }), kind: 'city', settings: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const older: Actor = { kind: 'system', tenantId: empty.id, job: 'operator' }
  const taken = await takeStandard.call({ db: database.app, now }, older, {})
  expect(taken).toEqual({ measures: 23, wordings: 69 })
  const stored = await database.admin
    .selectFrom('measure')
    .select(['position', 'standard', 'scale'])
    .where('tenant_id', '=', empty.id)
    .where('code', '=', 'child.safety')
    .execute()
  expect(stored).toEqual([{ position: 4, standard: 'national-child', scale: 'faces' }])
})

test('a measure on another scale is refused, and nothing is changed', async () => {
  await database.admin.updateTable('measure').set({ scale: 'faces' }).where('tenant_id', '=', actor.tenantId).where('code', '=', 'national.safety').execute()
  await expect(take()).rejects.toMatchObject({ code: 'conflict', reason: 'standard-scale-differs', fields: [{ field: 'national.safety' }] })
})
