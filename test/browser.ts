import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export type AccessibilityProblem = { readonly rule: string; readonly impact: string; readonly where: readonly string[] }

/** What axe finds against WCAG 2.2 A and AA on the page as it is now. The page's own policy does not bind what a debugger evaluates. */
export async function accessibilityProblems(page: Page): Promise<readonly AccessibilityProblem[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  return page.evaluate(async () => {
    type Violation = { readonly id: string; readonly impact: string | null; readonly nodes: readonly { readonly target: readonly unknown[] }[] }
    const { axe } = globalThis as unknown as {
      readonly axe: { run(context: Document, options: object): Promise<{ readonly violations: readonly Violation[] }> }
    }
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map(({ id, impact, nodes }) => ({ rule: id, impact: impact ?? 'unknown', where: nodes.map(({ target }) => target.join(' ')) }))
  })
}

export type RunningUp = {
  /** Where it answers, without a slash at the end. */
  readonly url: string
  readonly dataDirectory: string
  /** Everything it has printed. */
  output(): string
  /** Runs a command of the CLI beside it and gives its output; throws with that when it fails. */
  cli(...args: readonly string[]): Promise<string>
  /** As Ctrl-C does; gives the exit code. */
  stop(): Promise<number | null>
  /** Sends a signal to the process itself and waits for its end. The data folder stays. */
  kill(signal: NodeJS.Signals): Promise<void>
}

export type UpOptions = {
  /** A folder of an earlier start; a new one, removed at the stop, unless given. */
  readonly dataDirectory?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Milliseconds to wait until `/readyz` answers 200. */
  readonly limit?: number
}

/** A folder for a start of its own, open to the user that the database runs as. Whoever makes it removes it. */
export async function scratchDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kuulolla-e2e-'))
  await chmod(directory, 0o755)
  return directory
}

const main = fileURLToPath(new URL('../apps/cli/src/main.ts', import.meta.url))

/** A whole `kuulolla up` in a process of its own, with the demo county, on a free port and a folder of its own. */
export async function startUp({ dataDirectory, env = {}, args = [], limit = 240_000 }: UpOptions = {}): Promise<RunningUp> {
  const directory = dataDirectory ?? (await scratchDirectory())
  const port = await freePort()
  const environment = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: directory, LOG_LEVEL: 'warn', ...env }
  const child = spawn(process.execPath, [main, 'up', ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}`
  await untilReady({ url, child, limit, printed: () => output.includes('Ctrl-C stops it') }).catch(async (error: Error) => {
    child.kill('SIGINT')
    await ended
    throw new Error(`${error.message}\n${output}`, { cause: error })
  })
  return {
    url,
    dataDirectory: directory,
    output: () => output,
    cli: (...command) => runCli(command, environment),
    async stop() {
      child.kill('SIGINT')
      const code = await ended
      if (dataDirectory === undefined) await rm(directory, { recursive: true, force: true })
      return code
    },
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}

/** Runs a command of the CLI to its end. */
export function runCli(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`kuulolla ${args.join(' ')} ended with ${code}:\n${output}`))))
  })
}

type Waiting = { readonly url: string; readonly child: ChildProcess; readonly limit: number; readonly printed: () => boolean }

async function untilReady({ url, child, limit, printed }: Waiting): Promise<void> {
  for (const began = performance.now(); performance.now() - began < limit;) {
    if (child.exitCode !== null) throw new Error(`up ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.status === 200 && printed()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`up was not ready within ${limit / 1000} s`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}
