import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase } from '@kuulolla/db/testing'
import { expect, test } from 'vitest'

const packageDirectory = fileURLToPath(new URL('../../packages/db/', import.meta.url))

test('the generated types are those of the migrated schema', async () => {
  const database = await createTestDatabase()
  try {
    const { stdout } = await promisify(execFile)(
      `${packageDirectory}node_modules/.bin/kysely-codegen`,
      ['--config-file', '.kysely-codegenrc.json', '--verify', '--url', database.url('postgres')],
      { cwd: packageDirectory },
    )
    expect(stdout).toContain('up-to-date')
  } finally {
    await database.drop()
  }
})
