import { DomainError, type Actor } from '@kuulolla/core'
import { doorHash, findDoor, publicPoint, inTenant } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addWording } from './add-wording.ts'
import { changeUnit } from './change-unit.ts'
import { closePoint } from './close-point.ts'
import { createMeasure } from './create-measure.ts'
import { createPoints } from './create-points.ts'
import { createQuestionnaire } from './create-questionnaire.ts'
import { createUnit } from './create-unit.ts'
import { endUnit } from './end-unit.ts'
import { listPoints } from './list-points.ts'
import { listUnitsAdmin } from './list-units-admin.ts'
import { moveUnit } from './move-unit.ts'
import { pointHistory } from './point-history.ts'
import { publishVersion } from './publish-version.ts'
import { readQuestionnaire } from './read-questionnaire.ts'
import { readSettings } from './read-settings.ts'
import { readUnitAdmin } from './read-unit-admin.ts'
import { reopenPoint } from './reopen-point.ts'
import { reopenUnit } from './reopen-unit.ts'
import { repointPoint } from './repoint-point.ts'
import { saveDraft } from './save-draft.ts'
import { saveService } from './save-service.ts'
import { setServiceStatements } from './set-service-statements.ts'
import { updateSettings } from './update-settings.ts'
import type { Dependencies } from './verb.ts'

let database: TestDatabase
let tenantId: number
let deps: Dependencies
let admin: Actor
let clock = new Date('2026-03-10T08:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  const tenant = await database.admin
    .insertInto('tenant')
    .values({ slug: 'lakeland', names: JSON.stringify({ fi: 'Järvi-Suomi' }), kind: 'county', settings: JSON.stringify({ languages: ['fi', 'sv'] }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  tenantId = tenant.id
  deps = { db: database.app, now: () => clock }
  admin = { kind: 'user', tenantId, userId: 'admin', role: 'administrator', units: null }
  const codes = ['nps', 'safety', 'encounter', 'usefulness']
  await database.admin
    .insertInto('measure')
    .values(
      codes.map((code, position) => ({
        tenant_id: tenantId,
        code: `national.${code}`,
        audience: 'adult',
        scale: code === 'nps' ? 'nps' : 'agree',
        options: code === 'nps' ? 11 : 5,
        direction: 'increase',
        standard: 'national-adult',
        standard_version: '2026.1',
        position,
        names: JSON.stringify({ fi: code }),
      })),
    )
    .execute()
  await database.admin
    .insertInto('wording')
    .values(
      codes.flatMap((code) =>
        ['fi', 'sv'].map((language) => ({
          tenant_id: tenantId,
          measure_code: `national.${code}`,
          language,
          text: `${code} ${language}`,
          official: false,
          source: 'Kuulolla',
        })),
      ),
    )
    .execute()
})
afterAll(() => database.drop())

const unitOf = (name: string) => ({ names: { fi: name }, kind: 'service-unit' as const })
const newUnit = async (name: string, parentId: number | null, from = '2026-01-01'): Promise<number> =>
  (await createUnit.call(deps, admin, { ...unitOf(name), parentId, from })).unitId
const refusal = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof DomainError) return [error.reason, ...error.fields.map((field) => `${field.field}: ${field.message}`)]
    throw error
  }
  return 'accepted'
}
const parentOn = async (unitId: number, day: string): Promise<number | null | undefined> =>
  (await listUnitsAdmin.call(deps, admin, { day })).units.find((unit) => unit.id === unitId)?.parentId

test('a unit moves from a day on, and no day gets a cycle', async () => {
  const county = await newUnit('Maakunta', null)
  const [north, south] = [await newUnit('Pohjoinen', county), await newUnit('Etelä', county)]
  const clinic = await newUnit('Klinikka', north)
  await moveUnit.call(deps, admin, { unitId: clinic, parentId: south, from: '2026-04-01' })
  expect(await parentOn(clinic, '2026-03-31')).toBe(north)
  expect(await parentOn(clinic, '2026-04-01')).toBe(south)
  expect(await refusal(moveUnit.call(deps, admin, { unitId: south, parentId: clinic, from: '2026-02-01' }))).toEqual(['invalid-input', 'parentId: tree-cycle'])
  expect(await refusal(moveUnit.call(deps, admin, { unitId: south, parentId: south, from: '2026-02-01' }))).toEqual(['invalid-input', 'parentId: tree-cycle'])
  const { links } = await readUnitAdmin.call(deps, admin, { unitId: clinic })
  expect(links.map(({ parentId, from, until }) => [parentId, from, until])).toEqual([
    [south, '2026-04-01', null],
    [north, '2026-01-01', '2026-04-01'],
  ])
})

test('two moves at once cannot make a cycle together', async () => {
  const [a, b] = [await newUnit('A', null), await newUnit('B', null)]
  const outcomes = await Promise.all([
    refusal(moveUnit.call(deps, admin, { unitId: a, parentId: b, from: '2026-02-01' })),
    refusal(moveUnit.call(deps, admin, { unitId: b, parentId: a, from: '2026-02-01' })),
  ])
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1)
})

test('a wrong OID, one in use and an unknown service are named at their fields', async () => {
  const oid = '1.2.246.10.2085212.10.1314'
  const unitId = await newUnit('OID', null)
  await changeUnit.call(deps, admin, { ...unitOf('OID'), unitId, oid })
  expect(await refusal(createUnit.call(deps, admin, { ...unitOf('X'), parentId: null, from: '2026-01-01', oid, serviceCode: 'no' }))).toEqual([
    'invalid-input',
    'serviceCode: service-unknown',
    'oid: oid-taken',
  ])
  expect(await refusal(createUnit.call(deps, admin, { ...unitOf('X'), parentId: null, from: '2026-01-01', oid: '1.2.246.10.2085213.10.1' }))).toEqual([
    'invalid-input',
    'oid: oid-wrong',
  ])
})

test('a service asks some of the statements; one alone is too few', async () => {
  await saveService.call(deps, admin, { code: 'dental', names: { fi: 'Hammashoito' }, isNew: true })
  await setServiceStatements.call(deps, admin, { serviceCode: 'dental', measures: ['national.safety', 'national.encounter'] })
  const stored = await database.admin.selectFrom('service_statement').select('measure_code').orderBy('measure_code').execute()
  expect(stored.map((row) => row.measure_code)).toEqual(['national.encounter', 'national.safety'])
  expect(await refusal(setServiceStatements.call(deps, admin, { serviceCode: 'dental', measures: ['national.safety'] }))).toEqual([
    'invalid-input',
    'adult: statements-too-few',
  ])
})

async function publishedQuestionnaire(): Promise<number> {
  const { questionnaireId } = await createQuestionnaire.call(deps, admin, { names: { fi: 'Aikuiset' }, audience: 'adult' })
  const { draft, questionnaire } = await readQuestionnaire.call(deps, admin, { questionnaireId })
  const wording = (text: string) => ({ text, official: false, source: 'lakeland' })
  const saved = await saveDraft.call(deps, admin, {
    questionnaireId,
    revision: questionnaire.draftRevision,
    draft: { ...draft, title: { fi: 'Palaute', sv: 'Respons' }, text: { fi: wording('Kerro'), sv: wording('Berätta') } },
  })
  expect(saved.problems).toEqual([])
  await publishVersion.call(deps, admin, { questionnaireId, revision: saved.revision })
  return questionnaireId
}

test('a draft is composed, refused while unfinished, published, and the next version keeps the measures', async () => {
  const { questionnaireId } = await createQuestionnaire.call(deps, admin, { names: { fi: 'Oma' }, audience: 'adult', copyOf: null })
  const start = await readQuestionnaire.call(deps, admin, { questionnaireId })
  expect(start.problems.map((problem) => problem.field)).toEqual(['text.fi', 'text.sv', 'title.fi', 'title.sv'])
  expect(await refusal(publishVersion.call(deps, admin, { questionnaireId, revision: 0 }))).toContain('title.fi: missing')
  const { code } = await createMeasure.call(deps, admin, {
    audience: 'adult',
    kind: 'choice',
    names: { fi: 'Odotusaika' },
    texts: { fi: 'Kauanko odotit?' },
    options: 2,
  })
  expect(code).toBe('own.odotusaika')
  const wording = (text: string) => ({ text, official: false, source: 'lakeland' })
  const own = [{ measure: code, options: ['Ei kauan', 'Kauan'].map((text) => ({ fi: wording(text), sv: wording(text) })) }]
  const draft = {
    languages: ['fi', 'sv'],
    title: { fi: 'P', sv: 'R' },
    statements: ['national.usefulness', 'national.safety'],
    own,
    text: { fi: wording('K'), sv: wording('B') },
  }
  const first = await saveDraft.call(deps, admin, { questionnaireId, revision: 0, draft })
  expect(first.problems.map((problem) => problem.field)).toEqual([`wording.${code}.sv`])
  expect(await refusal(saveDraft.call(deps, admin, { questionnaireId, revision: 0, draft }))).toEqual(['draft-changed'])
  await addWording.call(deps, admin, { wordings: [{ measure: code, language: 'sv', text: 'Hur länge?', official: false, source: 'lakeland' }] })
  expect(await publishVersion.call(deps, admin, { questionnaireId, revision: 1 })).toMatchObject({ no: 1 })
  const published = await readQuestionnaire.call(deps, admin, { questionnaireId })
  expect(published.versions[0]?.content.items.map((item) => item.id)).toEqual(['nps', 'safety', 'usefulness', 'text', 'own-odotusaika'])
  expect(published.draft).toEqual({ ...draft, statements: ['national.safety', 'national.usefulness'] })
  expect(await refusal(publishVersion.call(deps, admin, { questionnaireId, revision: 2 }))).toEqual(['nothing-changed'])

  await addWording.call(deps, admin, { wordings: [{ measure: 'national.safety', language: 'fi', text: 'Virallinen', official: true, source: 'THL 2026' }] })
  expect(await publishVersion.call(deps, admin, { questionnaireId, revision: 2 })).toMatchObject({ no: 2 })
  const { versions } = await readQuestionnaire.call(deps, admin, { questionnaireId })
  expect(versions.map((version) => version.content.items[1]?.wordings['fi'])).toEqual([
    { text: 'Virallinen', official: true, source: 'THL 2026' },
    { text: 'safety fi', official: false, source: 'Kuulolla' },
  ])
})

test('points are made in bulk, re-pointed with their history, closed and opened again; the survey finds them by their doors', async () => {
  const questionnaireId = await publishedQuestionnaire()
  const units = [await newUnit('Yksi', null), await newUnit('Kaksi', null)]
  const [first = 0, second = 0] = units
  const { points } = await createPoints.call(deps, admin, { unitIds: units, questionnaireId, channel: 'qr', languages: ['fi', 'sv'], name: 'Aula' })
  expect(points.map((point) => point.unitId)).toEqual(units)
  const [point] = points
  if (point === undefined) throw new Error('a point expected')
  expect(await findDoor(database.survey, 'point', point.code)).toEqual({ tenantId, target: point.id })
  expect(doorHash(point.code)).toHaveLength(32)
  const seen = () => inTenant(database.survey, tenantId, (tx) => publicPoint(tx, point.id, clock))
  expect(await seen()).toMatchObject({ closed: false, target: { unitId: first } })

  clock = new Date('2026-03-10T09:00:00Z')
  await repointPoint.call(deps, admin, { pointId: point.id, unitId: second, questionnaireId })
  expect(await seen()).toMatchObject({ target: { unitId: second } })
  const { periods } = await pointHistory.call(deps, admin, { pointId: point.id })
  expect(periods.map((period) => [period.unitId, period.from, period.until])).toEqual([
    [second, '2026-03-10T09:00:00+00:00', null],
    [first, '2026-03-10T08:00:00+00:00', '2026-03-10T09:00:00+00:00'],
  ])
  await closePoint.call(deps, admin, { pointId: point.id })
  expect(await seen()).toMatchObject({ closed: true })
  const listed = async (state: 'open' | 'closed', search = '') => (await listPoints.call(deps, admin, { state, search })).points.map((each) => each.id)
  expect(await listed('closed')).toEqual([point.id])
  expect(await listed('open', 'kaks')).toEqual([points[1]?.id])
  await reopenPoint.call(deps, admin, { pointId: point.id })
  expect(await seen()).toMatchObject({ closed: false })
})

test('ending a unit ends what stands under it and closes its points; taking it back leaves them closed', async () => {
  const questionnaireId = await publishedQuestionnaire()
  const parent = await newUnit('Lakkaava', null)
  const child = await newUnit('Lakkaavan alla', parent)
  const { points } = await createPoints.call(deps, admin, { unitIds: [child], questionnaireId, channel: 'qr', languages: ['fi'], name: 'Ovi' })
  expect(await refusal(endUnit.call(deps, admin, { unitId: parent, lastDay: '2026-03-11' }))).toEqual(['invalid-input', 'lastDay: day-in-future'])
  expect(await endUnit.call(deps, admin, { unitId: parent, lastDay: '2026-03-10' })).toEqual({ units: [parent, child], points: [points[0]?.code] })
  expect(await parentOn(child, '2026-03-10')).toBe(parent)
  expect(await parentOn(child, '2026-03-11')).toBeNull()
  expect(await refusal(reopenPoint.call(deps, admin, { pointId: points[0]?.id ?? 0 }))).toEqual(['invalid-input', 'unitId: unit-ended'])
  expect(await refusal(reopenUnit.call(deps, admin, { unitId: child }))).toEqual(['parent-ended'])
  await reopenUnit.call(deps, admin, { unitId: parent })
  await reopenUnit.call(deps, admin, { unitId: child })
  expect(await parentOn(child, '2026-03-11')).toBe(parent)
  expect((await listPoints.call(deps, admin, { unitId: parent, state: 'closed' })).points.map((point) => point.id)).toEqual([points[0]?.id])
})

test('a unit manager has the points of own units and no others', async () => {
  const questionnaireId = await publishedQuestionnaire()
  const [own, other] = [await newUnit('Oma yksikkö', null), await newUnit('Vieras', null)]
  const manager: Actor = { kind: 'user', tenantId, userId: 'manager', role: 'unit-manager', units: [own] }
  const wanted = { questionnaireId, channel: 'web' as const, languages: ['fi'], name: 'Verkko' }
  const { points } = await createPoints.call(deps, manager, { ...wanted, unitIds: [own] })
  expect(await refusal(createPoints.call(deps, manager, { ...wanted, unitIds: [own, other] }))).toEqual(['not-your-unit'])
  const foreign = await createPoints.call(deps, admin, { ...wanted, unitIds: [other] })
  expect((await listPoints.call(deps, manager, {})).points.map((point) => point.id)).toEqual([points[0]?.id])
  const pointId = foreign.points[0]?.id ?? 0
  expect(await refusal(closePoint.call(deps, manager, { pointId }))).toEqual(['not-your-unit'])
  expect(await refusal(repointPoint.call(deps, manager, { pointId: points[0]?.id ?? 0, unitId: other, questionnaireId }))).toEqual(['not-your-unit'])
  expect(await refusal(listUnitsAdmin.call(deps, manager, {}))).toEqual(['no-permission'])
})

test('settings are kept with their bounds', async () => {
  const { names, settings } = await readSettings.call(deps, admin, {})
  expect(settings.threshold).toBe(5)
  await updateSettings.call(deps, admin, { names: { ...names, sv: 'Insjöfinland' }, settings: { ...settings, threshold: 8 } })
  expect(await readSettings.call(deps, admin, {})).toMatchObject({ names: { sv: 'Insjöfinland' }, settings: { threshold: 8, timeZone: 'Europe/Helsinki' } })
  expect(await refusal(updateSettings.call(deps, admin, { names, settings: { ...settings, threshold: 4 } }))).toEqual([
    'invalid-input',
    'settings.threshold: too-small',
  ])
})
