import { DomainError, type Audience } from '@kuulolla/core'
import { changeTarget, doorHash, inTenant, insertPoint, setPointClosed } from '@kuulolla/db'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { createLog } from '@kuulolla/runtime'
import { createTenant, generateContactKeys, submitResponses, type CreatedTenant } from '@kuulolla/services'
import type { Hono } from 'hono'
import { createSurveyApp } from './app.ts'
import { createDirectory, type Directory } from './directory.ts'
import { createIntakeQueue } from './intake-queue.ts'
import { createKeyRing } from './key-ring.ts'

/** A tenant with two units and the survey app over it, as the survey role. */
export type SurveyFixture = {
  readonly database: TestDatabase
  readonly app: Hono
  readonly directory: Directory
  readonly tenant: CreatedTenant
  readonly units: readonly [number, number]
  readonly contactPrivateKey: string
  /** How many batches were written. */
  readonly batches: number[]
  clock: Date
  addPoint(code: string, options?: { readonly audience?: Audience; readonly channel?: 'qr' | 'kiosk'; readonly languages?: readonly string[] }): Promise<number>
  repoint(pointId: number, unitId: number): Promise<void>
  close(pointId: number): Promise<void>
  drop(): Promise<void>
}

export async function createSurveyFixture(): Promise<SurveyFixture> {
  const database = await createTestDatabase()
  const now = (): Date => fixture.clock
  const tenant = await createTenant(
    { db: database.app, now },
    { slug: 'pohjanmaa', names: { fi: 'Pohjanmaan hyvinvointialue', sv: 'Österbottens välfärdsområde' }, kind: 'county' },
  )
  const { tenantId } = tenant
  const rows = await database.admin
    .insertInto('unit')
    .values(
      [
        { code: 'vaasa', fi: 'Vaasan pääterveysasema', sv: 'Vasa huvudhälsostation' },
        { code: 'mustasaari', fi: 'Mustasaaren terveysasema', sv: 'Korsholms hälsostation' },
      ].map(({ code, fi, sv }) => ({ tenant_id: tenantId, code, kind: 'service-unit', names: JSON.stringify({ fi, sv }) })),
    )
    .returning('id')
    .execute()
  const [first, second] = rows.map((row) => row.id)
  if (first === undefined || second === undefined) throw new TypeError('two units were made')
  const keys = await generateContactKeys()
  const batches: number[] = []
  const directory = createDirectory(database.survey, now)
  const queue = createIntakeQueue({
    store: (id, batch) => {
      batches.push(batch.length)
      return submitResponses({ db: database.survey, contactPublicKey: keys.publicKey }, id, batch)
    },
  })
  const app = createSurveyApp({
    db: database.survey,
    contactPublicKey: keys.publicKey,
    directory,
    queue,
    keys: createKeyRing(database.survey, now),
    now,
    log: createLog('silent'),
    secure: false,
  })
  const fixture: SurveyFixture = {
    database,
    app,
    directory,
    tenant,
    units: [first, second],
    contactPrivateKey: keys.privateKey,
    batches,
    clock: new Date('2026-03-10T08:00:00Z'),
    async addPoint(code, { audience = 'adult', channel = 'qr', languages = ['fi', 'sv', 'en'] } = {}) {
      const { questionnaireId } = tenant.questionnaires[audience]
      const point = { code, hash: doorHash(code), channel, name: code, languages, unitId: first, questionnaireId }
      const id = await inTenant(database.app, tenantId, (tx) => insertPoint(tx, point, new Date('2026-01-01T00:00:00Z')))
      if (id === null) throw new DomainError('conflict', 'code-taken')
      return id
    },
    async repoint(pointId, unitId) {
      const { questionnaireId } = tenant.questionnaires.adult
      await inTenant(database.app, tenantId, (tx) => changeTarget(tx, pointId, { unitId, questionnaireId, at: now() }))
      directory.forget()
    },
    async close(pointId) {
      await inTenant(database.app, tenantId, (tx) => setPointClosed(tx, pointId, now()))
      directory.forget()
    },
    drop: () => database.drop(),
  }
  return fixture
}

/** The hidden key of a rendered form. */
export function keyIn(html: string): string {
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1]
  if (key === undefined) throw new TypeError('the page has no key')
  return key
}

export function postBody(fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): RequestInit {
  const body = new URLSearchParams(fields).toString()
  return {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)), ...headers },
  }
}
