import { DomainError, localDay, responseId, type Audience, type VersionContent } from '@kuulolla/core'
import {
  doorHash,
  insertContactRequests,
  insertPoint,
  insertStoredResponses,
  insertUnit,
  inTenant,
  markUnitDays,
  publishedVersion,
  replaceLinks,
  saveService,
  tenantBySlug,
  writeAudit,
  type Db,
  type SealedContact,
  type StoredResponse,
  type TenantTransaction,
} from '@kuulolla/db'
import { createTenant, foldAllTallies, sealContact, type CreatedTenant } from '@kuulolla/services'
import { demoContacts, demoCounty, demoSlug, simulateAnswers, type DemoCounty, type SimulatedAnswer } from '@kuulolla/simulator'

export type SeedOptions = {
  readonly db: Db
  readonly now: () => Date
  readonly contactPublicKey: string
  readonly say: (line: string) => void
  /** Gives the demo's people their access. */
  readonly addPeople: (county: Known) => Promise<void>
  readonly seed?: string
  /** Multiplies the number of answers; 1 unless set. */
  readonly volume?: number
}

export type Known = { readonly tenantId: number; readonly unitId: (code: string) => number }

/** The last thing a seeding writes: without it in the audit trail the county is only half made. */
export const seeded = { verb: 'seed-demo', target: `tenant:${demoSlug}` } as const

const rowsAtOnce = 5_000

/** Makes the demo county with two years of answers that end today. Throws `conflict` when it is there already. */
export async function seedDemo({ db, now, contactPublicKey, say, addPeople, seed = 'kuulolla', volume = 1 }: SeedOptions): Promise<void> {
  const county = demoCounty(localDay(now()))
  if ((await tenantBySlug(db, county.slug)) !== null) throw new DomainError('conflict', 'slug-taken', [{ field: 'slug', message: 'slug-taken' }])
  const created = await createTenant(
    { db, now },
    { slug: county.slug, names: county.names, kind: 'county', settings: { npsTarget: 60, shareTarget: 0.85 } },
    'seed',
  )
  const { unitIds, pointIds } = await inTenant(db, created.tenantId, (tx) => furnish(tx, county, created))
  say(`${county.names.fi}: ${county.units.length} units, ${county.points.length} collection points`)
  const contents = await inTenant(db, created.tenantId, (tx) => contentsOf(tx, created))
  const row = rowsOf({ created, unitIds, pointIds })
  let answers = 0
  let waiting: StoredResponse[] = []
  const store = async (): Promise<void> => {
    await inTenant(db, created.tenantId, async (tx) => {
      await insertStoredResponses(tx, waiting)
      await markUnitDays(tx, waiting)
    })
    answers += waiting.length
    waiting = []
  }
  for (const day of simulateAnswers(county, { seed, volume, contents })) {
    waiting.push(...day.map(row))
    if (waiting.length >= rowsAtOnce) await store()
  }
  await store()
  say(`${answers.toLocaleString('en')} answers from ${county.from} to ${county.to}`)
  await foldAllTallies({ db, now }, { kind: 'system', tenantId: created.tenantId, job: 'seed' })
  say('Tallies counted')
  await addPeople({ tenantId: created.tenantId, unitId: (code) => known(unitIds, code) })
  await inTenant(db, created.tenantId, async (tx) => {
    await askForContact(tx, { county, seed, unitIds, contactPublicKey })
    await writeAudit(tx, { actorKind: 'system', actorId: 'seed', ...seeded, detail: { seed, volume, answers } })
  })
}

type Ids = { readonly unitIds: ReadonlyMap<string, number>; readonly pointIds: ReadonlyMap<string, number> }

async function furnish(tx: TenantTransaction, county: DemoCounty, created: CreatedTenant): Promise<Ids> {
  for (const service of county.services) await saveService(tx, service)
  const unitIds = new Map<string, number>()
  for (const { profile: _, parents: __, ...unit } of county.units) unitIds.set(unit.code, await insertUnit(tx, { ...unit, municipality: null }))
  for (const unit of county.units) {
    const unitId = known(unitIds, unit.code)
    await replaceLinks(
      tx,
      unitId,
      unit.parents.map((parent) => ({ unitId, parentId: known(unitIds, parent.code), from: parent.from, until: parent.until })),
    )
  }
  const pointIds = new Map<string, number>()
  for (const { unitCode, audience, ...point } of county.points) {
    const { questionnaireId } = created.questionnaires[audience]
    const id = await insertPoint(
      tx,
      { ...point, hash: doorHash(point.code), unitId: known(unitIds, unitCode), questionnaireId },
      new Date(`${county.from}T00:00:00Z`),
    )
    if (id === null) throw new DomainError('conflict', 'code-taken', [{ field: 'code', message: 'code-taken' }])
    pointIds.set(point.code, id)
  }
  return { unitIds, pointIds }
}

async function contentsOf(tx: TenantTransaction, { questionnaires }: CreatedTenant): Promise<Readonly<Record<Audience, VersionContent>>> {
  const content = async (audience: Audience): Promise<VersionContent> => {
    const version = await publishedVersion(tx, questionnaires[audience].versionId)
    if (version === null) throw new TypeError('a new tenant has a version of each questionnaire')
    return version.content
  }
  return { adult: await content('adult'), child: await content('child'), 'next-of-kin': await content('next-of-kin') }
}

function rowsOf({ created, unitIds, pointIds }: Ids & { readonly created: CreatedTenant }): (answer: SimulatedAnswer) => StoredResponse {
  return ({ unitCode, audience, pointCode, random, ...answer }) => ({
    ...answer,
    id: responseId(answer.day, random),
    unitId: known(unitIds, unitCode),
    versionId: created.questionnaires[audience].versionId,
    pointId: pointCode === null ? null : known(pointIds, pointCode),
    exclusion: null,
  })
}

type Asking = { readonly county: DemoCounty; readonly seed: string; readonly unitIds: Ids['unitIds']; readonly contactPublicKey: string }

async function askForContact(tx: TenantTransaction, { county, seed, unitIds, contactPublicKey }: Asking): Promise<void> {
  const asked: SealedContact[] = []
  for (const { unitCode, language, receivedOn, name, phone, message, random } of demoContacts(county, seed)) {
    const dueOn = new Date(Date.parse(receivedOn) + dueDays * 86_400_000).toISOString().slice(0, 10)
    const sealed = await sealContact(contactPublicKey, { name, phone, email: null, message })
    asked.push({ id: responseId(receivedOn, random), unitId: known(unitIds, unitCode), language, receivedOn, dueOn, ...sealed })
  }
  await insertContactRequests(tx, asked)
}

const dueDays = 14

function known<T>(ids: ReadonlyMap<string, T>, code: string): T {
  const id = ids.get(code)
  if (id === undefined) throw new TypeError(`the demo county names ${code} but has none`)
  return id
}
