import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Everything `npm test` checks, in order, each step whether or not the one before failed. A step that is
 * no test run counts as one. The last line is `N passed, N failed`.
 */

type Outcome = { readonly passed: number; readonly failed: number; readonly output: string }
type Step = { readonly name: string; readonly run: () => Promise<Outcome> }

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = await mkdtemp(join(tmpdir(), 'kuulolla-check-'))
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)
const folders = ['apps', 'packages', 'test']

const steps: readonly Step[] = [
  { name: 'what the tests need', run: installMissing },
  { name: 'types', run: one(bin('turbo'), ['run', 'typecheck', '--output-logs=errors-only']) },
  { name: 'lint', run: one(bin('oxlint'), ['--type-aware', ...folders]) },
  { name: 'format', run: one(bin('oxfmt'), ['--check', ...folders]) },
  { name: 'boundaries', run: one(bin('turbo'), ['boundaries']) },
  { name: 'unused code', run: one(bin('knip'), ['--config', '.knip.json']) },
  { name: 'migrations', run: lintMigrations },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'integration', run: () => vitest('integration') },
  { name: 'conformance', run: conformance },
  { name: 'build', run: one(bin('turbo'), ['run', 'build', '--output-logs=errors-only']) },
  { name: 'browser', run: () => vitest('e2e') },
]

let passed = 0
let failed = 0
for (const step of steps) {
  const began = performance.now()
  const outcome = await step.run().catch((error: unknown): Outcome => ({ passed: 0, failed: 1, output: String(error) }))
  passed += outcome.passed
  failed += outcome.failed
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const counts = outcome.passed + outcome.failed > 1 ? ` (${outcome.passed} of ${outcome.passed + outcome.failed})` : ''
  console.log(`${outcome.failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}${counts}, ${seconds} s`)
  const said = outcome.failed === 0 ? worthSaying(outcome.output) : indented(outcome.output)
  if (said !== '') console.log(said)
}
await rm(scratch, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function one(command: string, args: readonly string[]): () => Promise<Outcome> {
  return async () => {
    const { code, output } = await execute(command, args)
    return code === 0 ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output }
  }
}

/** Chromium for the browser tests and Redis for the worker's: by apt where that is there and allowed, else it is said what is missing. */
async function installMissing(): Promise<Outcome> {
  const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
  const redis = process.env['REDIS_SERVER'] ?? '/usr/bin/redis-server'
  const programs = [
    {
      isThere: () => existsSync(chromium),
      packages: ['chromium', 'fonts-liberation'],
      missing: `${chromium} is missing: install Chromium (Debian: apt-get install chromium fonts-liberation), or set CHROMIUM to where it is.`,
    },
    {
      isThere: () => existsSync(redis) || spawnSync('redis-server', ['--version']).status === 0,
      packages: ['redis-server'],
      missing: `redis-server is missing: install Redis (Debian: apt-get install redis-server), or set REDIS_SERVER to where it is.`,
    },
  ]
  const absent = programs.filter(({ isThere }) => !isThere())
  if (absent.length === 0) return { passed: 1, failed: 0, output: '' }
  const packages = absent.flatMap((program) => program.packages)
  if (userInfo().uid !== 0 || !existsSync('/usr/bin/apt-get')) return { passed: 0, failed: 1, output: absent.map(({ missing }) => missing).join('\n') }
  console.log(`       installing ${packages.join(', ')} by apt-get`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await execute('apt-get', ['update', '-q'], env)
  const installed = await execute('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], env)
  const still = absent.filter(({ isThere }) => !isThere())
  if (still.length === 0) return { passed: 1, failed: 0, output: '' }
  return { passed: 0, failed: 1, output: `${still.map(({ missing }) => missing).join('\n')}\n${updated.code === 0 ? '' : updated.output}${installed.output}` }
}

async function lintMigrations(): Promise<Outcome> {
  const folder = join('packages', 'db', 'migrations')
  const files = (await readdir(join(root, folder))).filter((name) => name.endsWith('.sql')).map((name) => join(folder, name))
  return one(bin('squawk'), ['--config', '.squawk.toml', ...files])()
}

type VitestReport = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numFailedTestSuites: number; readonly success: boolean }

async function vitest(project: string): Promise<Outcome> {
  const report = join(scratch, `${project}.json`)
  const { code, output } = await execute(bin('vitest'), [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const counted = JSON.parse(await readFile(report, 'utf8').catch(() => 'null')) as VitestReport | null
  if (counted === null) return { passed: 0, failed: 1, output }
  // A file that cannot even be loaded, or an error outside every test, has no test that failed.
  const failed = counted.numFailedTests === 0 && code !== 0 ? Math.max(1, counted.numFailedTestSuites) : counted.numFailedTests
  return { passed: counted.numPassedTests, failed, output }
}

/** Its lines are `name: passed/total`. */
async function conformance(): Promise<Outcome> {
  const { code, output } = await execute(process.execPath, ['test/conformance/main.ts'])
  const suites = [...output.matchAll(/^\S+: (\d+)\/(\d+)$/gm)].map(([, good, total]) => ({ good: Number(good), total: Number(total) }))
  const good = suites.reduce((sum, suite) => sum + suite.good, 0)
  const bad = suites.reduce((sum, suite) => sum + suite.total - suite.good, 0)
  return { passed: good, failed: code !== 0 && bad === 0 ? 1 : bad, output }
}

function execute(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}` }))
    child.once('exit', (code) => resolve({ code, output }))
  })
}

/** Of a step that passed: the conformance counts, and sizes and times that a test prints. */
function worthSaying(output: string): string {
  const lines = output.split('\n').filter((line) => /^\S+: (\d+\/\d+|skipped.*)$/.test(line) || /gzip|figure moving: /i.test(line))
  return indented(lines.join('\n'))
}

function indented(text: string): string {
  const longest = 200
  const lines = text.trim().split('\n')
  const shown = lines.length > longest ? [`… ${lines.length - longest} lines before`, ...lines.slice(-longest)] : lines
  return shown
    .filter((line) => line !== '')
    .map((line) => `       ${line}`)
    .join('\n')
}
