import { randomBytes } from 'node:crypto'
import { isWithinKeyDays, localDay, nationalStandards, responseId, type Actor } from '@kuulolla/core'
import { inTenant, insertSubmissionSecret, measures, submissionSecrets, versionsOf } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateContactKeys } from './contact-vault.ts'
import { createTenant, type CreatedTenant } from './create-tenant.ts'
import { importWordings } from './import-wordings.ts'
import { rotateSubmissionSecret } from './rotate-submission-secret.ts'
import { submitResponses, type Submission } from './submit-responses.ts'

let database: TestDatabase
let tenant: CreatedTenant
let unitId: number
const now = () => new Date('2026-03-10T08:00:00Z')
const actorOf = (tenantId: number): Actor => ({ kind: 'user', tenantId, userId: 'u1', role: 'administrator', units: null })

beforeAll(async () => {
  database = await createTestDatabase()
  tenant = await createTenant({ db: database.app, now }, { slug: 'kainuu', names: { fi: 'Kainuu' }, kind: 'county' })
  const unit = await database.admin
    .insertInto('unit')
    .values({ tenant_id: tenant.tenantId, code: 'a', kind: 'service-unit', names: JSON.stringify({ fi: 'A' }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  unitId = unit.id
})
afterAll(() => database.drop())

describe('a new tenant', () => {
  test('has the national measures in their order, and the three questionnaires published', async () => {
    const stored = await inTenant(database.app, tenant.tenantId, (tx) => measures(tx, null))
    for (const standard of nationalStandards) {
      const own = stored.filter((measure) => measure.standard === standard.code).sort((a, b) => a.position - b.position)
      expect(own.map((measure) => measure.code)).toEqual(standard.measures.map((measure) => measure.code))
      expect(own.every((measure) => measure.wordings.length === 3 && measure.wordings.every((wording) => !wording.official))).toBe(true)
    }
    for (const { questionnaireId, versionId } of Object.values(tenant.questionnaires)) {
      const versions = await inTenant(database.app, tenant.tenantId, (tx) => versionsOf(tx, questionnaireId))
      expect(versions.map(({ id, no }) => ({ id, no }))).toEqual([{ id: versionId, no: 1 }])
    }
    expect(await submissionSecrets(database.survey)).toHaveLength(1)
  })
  test('cannot take another’s slug, and leaves nothing behind when it tries', async () => {
    await expect(createTenant({ db: database.app, now }, { slug: 'kainuu', names: { fi: 'X' }, kind: 'city' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(createTenant({ db: database.app, now }, { slug: 'No Slug', names: {}, kind: 'city' })).rejects.toMatchObject({ code: 'invalid' })
    expect(await database.admin.selectFrom('tenant').select('slug').execute()).toEqual([{ slug: 'kainuu' }])
  })
})

describe('answers in one batch', () => {
  const submission = (change: Partial<Submission> = {}): Submission => ({
    id: responseId('2026-03-10', randomBytes(16)),
    day: '2026-03-10',
    unitId,
    versionId: tenant.questionnaires.adult.versionId,
    pointId: null,
    channel: 'qr',
    role: 'self',
    language: 'fi',
    answers: [11, 5, 5, 5, 5, 5, 5, 5],
    texts: [],
    contact: null,
    ...change,
  })
  const submit = async (batch: readonly Submission[]) => {
    const { publicKey } = await generateContactKeys()
    return (await submitResponses({ db: database.survey, contactPublicKey: publicKey }, tenant.tenantId, batch)).map((outcome) => outcome.state)
  }
  const stored = async (ids: readonly string[]) => (await database.admin.selectFrom('response').select('id').where('id', 'in', ids).execute()).length

  test('are each stored once, the first of two with one key', async () => {
    const first = submission({ texts: [{ item: 'text', body: 'ensimmäinen' }] })
    const again = { ...first, texts: [{ item: 'text', body: 'toinen' }] }
    expect(await submit([first, again, submission()])).toEqual(['stored', 'again', 'stored'])
    expect(await submit([again])).toEqual(['again'])
    const texts = await database.admin.selectFrom('free_text').select('body').where('response_id', '=', first.id).execute()
    expect(texts).toEqual([{ body: 'ensimmäinen' }])
  })

  test('do not fail with a bad one among them', async () => {
    const good = [submission(), submission()]
    const bad = submission({ unitId: 999_999 })
    expect(await submit([good[0] ?? bad, bad, good[1] ?? bad])).toEqual(['stored', 'failed', 'stored'])
    expect(await stored([...good, bad].map((each) => each.id))).toBe(2)
  })

  test('mark each unit-day once, and wake the one who counts', async () => {
    await database.admin.deleteFrom('stale').execute()
    await submit([submission(), submission(), submission({ id: responseId('2026-03-09', randomBytes(16)), day: '2026-03-09' })])
    const marks = await database.admin.selectFrom('stale').select(['unit_id', 'day']).orderBy('day').execute()
    expect(marks).toEqual([
      { unit_id: unitId, day: '2026-03-09' },
      { unit_id: unitId, day: '2026-03-10' },
    ])
  })
})

test('official wordings come from a file: JSON or CSV, what is new is added, what is wrong is named', async () => {
  const actor = actorOf(tenant.tenantId)
  const dependencies = { db: database.app, now }
  const row = { measure: 'national.safety', language: 'se', text: 'Testi', official: true, source: 'THL 2026' }
  const text = JSON.stringify([row, { ...row, measure: 'national.nothing' }, { ...row, text: '' }, { ...row, text: 'Toinen' }])
  const expected = {
    changes: [{ ...row, before: null }],
    unchanged: 0,
    problems: [
      { line: 2, field: 'measure', reason: 'measure-unknown', params: { measure: 'national.nothing' } },
      { line: 3, field: 'text', reason: 'missing' },
      { line: 4, field: 'measure', reason: 'wording-twice', params: { measure: 'national.safety', language: 'se' } },
    ],
  }
  for (const preview of [true, true, false]) {
    const report = await importWordings.call(dependencies, actor, { fileName: 'thl.json', text, preview })
    expect(report).toMatchObject(expected)
    expect(report.batchId === null).toBe(preview)
  }
  const csv = 'measure;language;text;official;source\nnational.safety;se;Testi;kyllä;THL 2026\nnational.safety;fi;Virallinen;true;THL 2026\n'
  expect(await importWordings.call(dependencies, actor, { fileName: 'thl.csv', text: csv })).toMatchObject({
    changes: [{ language: 'fi' }],
    unchanged: 1,
    problems: [],
  })
  const stored = await inTenant(database.app, tenant.tenantId, (tx) => measures(tx, 'adult'))
  expect(stored.find((measure) => measure.code === 'national.safety')?.wordings.findLast((wording) => wording.language === 'fi')).toMatchObject({
    text: 'Virallinen',
    official: true,
  })
  await expect(importWordings.call(dependencies, actor, { fileName: 'x.json', text: '[{' })).rejects.toMatchObject({
    code: 'invalid',
    reason: 'not-a-json-list',
  })
})

test('a secret is rotated once it is older than a form may be, and keeps one predecessor', async () => {
  const inDays = (days: number) => () => new Date(Date.now() + days * 86_400_000)
  expect(await rotateSubmissionSecret({ db: database.app, now: inDays(8) })).toBe(false)
  const [first] = await submissionSecrets(database.survey)
  expect(await rotateSubmissionSecret({ db: database.app, now: inDays(10) })).toBe(true)
  await insertSubmissionSecret(database.app, randomBytes(32))
  const secrets = await submissionSecrets(database.survey)
  expect(secrets).toHaveLength(2)
  expect(secrets.some(({ secret }) => first !== undefined && secret.equals(first.secret))).toBe(false)
})

test('at whatever time of day it was made, a key is good until its last day, through nightly rotations', async () => {
  const hour = 3_600_000
  const began = Date.parse('2026-09-01T00:00:00Z')
  await insertSubmissionSecret(database.app, randomBytes(32), new Date(began))
  const made: { readonly day: string; readonly secret: Buffer }[] = []
  let rotations = 0
  // Past the end of summer time, when a day has 25 hours.
  for (let at = began; at < began + 70 * 24 * hour; at += hour) {
    const day = localDay(new Date(at), 'Europe/Helsinki')
    const [sealing] = await submissionSecrets(database.app)
    if (sealing !== undefined) made.push({ day, secret: sealing.secret })
    if ((at / hour) % 24 === 23 && (await rotateSubmissionSecret({ db: database.app, now: () => new Date(at) }))) rotations += 1
    const accepted = await submissionSecrets(database.app)
    const refused = made.slice(-240).filter((key) => isWithinKeyDays(key.day, day) && !accepted.some(({ secret }) => secret.equals(key.secret)))
    expect(refused).toEqual([])
  }
  expect(rotations).toBeGreaterThanOrEqual(6)
})
