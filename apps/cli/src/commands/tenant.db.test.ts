import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nationalStandards } from '@kuulolla/core'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Arguments, Command } from './command.ts'
import { importFile } from './import.ts'
import { tenant } from './tenant.ts'
import { up } from './up.ts'
import { user } from './user.ts'

let database: TestDatabase
let directory: string
beforeAll(async () => {
  database = await createTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'kuulolla-cli-'))
  vi.stubEnv('DATA_DIR', directory)
  vi.stubEnv('DATABASE_URL', database.url('kuulolla_owner'))
  vi.stubEnv('DATABASE_URL_APP', database.url('kuulolla_app'))
  vi.stubEnv('DATABASE_URL_SURVEY', database.url('kuulolla_survey'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  process.exitCode = undefined
  await database.drop()
  await rm(directory, { recursive: true, force: true })
})

/** What a command prints. */
async function printed(command: Command, positionals: readonly string[], values: Arguments['values'] = {}): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    await command.run({ positionals, values })
    return log.mock.calls.map((call) => String(call[0])).join('\n')
  } finally {
    log.mockRestore()
  }
}

const count = async (table: 'wording' | 'import_batch' | 'version'): Promise<number> =>
  Number(
    (
      await database.admin
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

test('the operator makes an organisation and its first administrator', async () => {
  const kainuu = { slug: 'kainuu', 'name-fi': 'Kainuun hyvinvointialue', 'name-sv': 'Kajanaland', kind: 'county' }
  const made = await printed(tenant, ['create'], kainuu)
  expect(made).toContain('kuulolla user create --role administrator --email <address> --name <name> --tenant kainuu')
  expect(await database.admin.selectFrom('tenant').select(['slug', 'kind', 'names']).execute()).toEqual([
    { slug: 'kainuu', kind: 'county', names: { fi: 'Kainuun hyvinvointialue', sv: 'Kajanaland' } },
  ])
  expect(await count('version')).toBe(nationalStandards.length)
  const aino = { role: 'administrator', email: 'aino@kainuu.example', name: 'Aino', tenant: 'kainuu' }
  expect(await printed(user, ['create'], aino)).toContain('may sign in as administrator')
  await expect(printed(tenant, ['create'], kainuu)).rejects.toThrow('slug-taken')
  await expect(printed(tenant, ['create'], { ...kainuu, kind: 'town' })).rejects.toThrow('--kind town: one of county, city')
  await expect(printed(tenant, ['create'], { slug: 'oulu', kind: 'city' })).rejects.toThrow('--name-fi is missing')
  await expect(printed(tenant, [], kainuu)).rejects.toThrow('create or take-standard?')
})

test('wordings come in as the README says, without a mapping, and once', async () => {
  const file = join(directory, 'wordings.csv')
  await writeFile(file, 'measure;language;text;official;source\nnational.safety;fi;Virallinen sanamuoto.;kyllä;THL 2026\nnational.none;fi;X;ei;X\n')
  const before = await count('wording')
  const preview = await printed(importFile, ['wordings', file], { tenant: 'kainuu', preview: true })
  expect(preview).toContain('Preview: nothing was changed. 1 wordings would be added')
  expect(await count('wording')).toBe(before)
  const first = await printed(importFile, ['wordings', file], { tenant: 'kainuu' })
  expect(first).toMatch(/line 3, measure[^]*1 wordings added, 0 unchanged, 1 problems/)
  expect(process.exitCode).toBe(1)
  expect(await printed(importFile, ['wordings', file], { tenant: 'kainuu' })).toContain('0 wordings added, 1 unchanged, 1 problems')
  expect([await count('wording'), await count('import_batch')]).toEqual([before + 1, 1])
})

test('an organisation that has the shipped standard is told so', async () => {
  expect(await printed(tenant, ['take-standard'], { slug: 'kainuu' })).toContain('0 measures and 0 wordings added: it has all of them')
})

test('a start with the demo county and without it is refused', async () => {
  await expect(printed(up, [], { demo: true, 'no-demo': true })).rejects.toThrow('--no-demo goes with neither')
})
