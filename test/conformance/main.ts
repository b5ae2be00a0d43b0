import { readdir } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Suite } from './suite.ts'

type SuiteModule = { readonly run: Suite }

/** A suite by the name of its oracle file without the ending, or of its folder. What is not here is not built yet. */
const suites: Readonly<Record<string, () => Promise<SuiteModule>>> = {
  aggregation: () => import('./suites/aggregation.ts'),
  calendar_helsinki: () => import('./suites/calendar-helsinki.ts'),
  likert_mean_intervals: () => import('./suites/likert-mean-intervals.ts'),
  nps_intervals: () => import('./suites/nps-intervals.ts'),
  proportion_intervals: () => import('./suites/proportion-intervals.ts'),
}

const mostFailuresTold = 10

/**
 * `node test/conformance/main.ts [DIR]`: runs the suite of every oracle file and folder in DIR (default: our copies), a line each:
 * `name: passed/total` or `name: not built yet`; failed cases go to standard error. Exits 1 if a case or a suite fails or none ran.
 */
async function main(directory: string): Promise<boolean> {
  const entries = (await readdir(directory, { withFileTypes: true }))
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || ['.csv', '.json'].includes(parse(entry.name).ext)))
    .map((entry) => ({ name: entry.isDirectory() ? entry.name : parse(entry.name).name, path: join(directory, entry.name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  let ran = 0
  let failed = false
  for (const { name, path } of entries) {
    const load = Object.hasOwn(suites, name) ? suites[name] : undefined
    if (load === undefined) {
      console.log(`${name}: not built yet`)
      continue
    }
    ran += 1
    try {
      const { passed, total, failures } = await (await load()).run(path)
      console.log(`${name}: ${passed}/${total}`)
      for (const failure of failures.slice(0, mostFailuresTold)) console.error(`  ${failure}`)
      if (failures.length > mostFailuresTold) console.error(`  and ${failures.length - mostFailuresTold} more`)
      // A suite that found no case in a file has not passed it.
      if (passed !== total || total === 0) failed = true
    } catch (error) {
      console.log(`${name}: 0/1`)
      console.error(error)
      failed = true
    }
  }
  if (ran === 0) console.error(`no oracle of a suite in ${directory}`)
  return !failed && ran > 0
}

const given = process.argv[2]
process.exitCode = (await main(given === undefined ? fileURLToPath(new URL('data/', import.meta.url)) : resolve(given))) ? 0 : 1
