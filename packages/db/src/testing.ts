import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Db } from './connection.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket folder of the run's PostgreSQL, which holds a migrated database `template_kuulolla`. */
    socketDirectory: string
  }
}

export type TestDatabase = {
  readonly name: string
  /** Connection address of a role: `postgres` may do everything. */
  url(role: 'postgres' | 'kuulolla_owner' | 'kuulolla_app' | 'kuulolla_survey'): string
  /** As the application role. */
  readonly app: Db
  /** As the survey role. */
  readonly survey: Db
  /** Past all walls, for looking at what is stored. */
  readonly admin: Db
  drop(): Promise<void>
}

/** A database of one's own, copied from the migrated template. Call in `beforeAll`, and `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const socketDirectory = inject('socketDirectory')
  const name = `test_${randomBytes(6).toString('hex')}`
  const address = (role: string, database: string): string => `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(socketDirectory)}`
  await once(address('postgres', 'postgres'), `create database ${name} template template_kuulolla owner kuulolla_owner strategy file_copy`)
  const url: TestDatabase['url'] = (role) => address(role, name)
  const app = openDatabase({ url: url('kuulolla_app') })
  const survey = openDatabase({ url: url('kuulolla_survey') })
  const admin = openDatabase({ url: url('postgres'), max: 2 })
  return {
    name,
    url,
    app,
    survey,
    admin,
    async drop() {
      await Promise.all([app.destroy(), survey.destroy(), admin.destroy()])
      await once(address('postgres', 'postgres'), `drop database ${name} with (force)`)
    },
  }
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
