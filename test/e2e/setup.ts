import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startUp } from '../browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's system answers, without a slash at the end; the demo county is in it. */
    upUrl: string
    /** Its data folder: a command of the CLI with this as DATA_DIR works beside it. */
    upDirectory: string
  }
}

/** One system with the demo county for all browser tests: making the county is the dear part. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dashboard = fileURLToPath(new URL('../../apps/dashboard/dist/index.html', import.meta.url))
  if (!existsSync(dashboard)) throw new Error('The dashboard is not built: npm run build')
  const up = await startUp()
  project.provide('upUrl', up.url)
  project.provide('upDirectory', up.dataDirectory)
  return async () => {
    await up.stop()
  }
}
