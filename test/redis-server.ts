import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = process.env['REDIS_SERVER'] ?? 'redis-server'

export type RedisServer = {
  readonly url: string
  /** Ends it as a crash does; nothing of it is kept. */
  kill(): Promise<void>
  /** Starts it again on the same port, with nothing in it. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A Redis of one's own on a free loopback port, which writes nothing to disk. */
export async function startRedisServer(): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'kuulolla-redis-'))
  const port = await freePort()
  let end = await run(directory, port)
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    async restart() {
      end = await run(directory, port)
    },
    async stop() {
      await end('SIGTERM')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function run(directory: string, port: number): Promise<(signal: NodeJS.Signals) => Promise<void>> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--dir', directory]
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await new Promise<void>((resolve, reject) => {
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Ready to accept connections')) resolve()
      })
    }
    child.once('error', (cause) =>
      reject(new Error(`${program} is missing: install it (Debian: apt-get install redis-server), or set REDIS_SERVER to where it is.`, { cause })),
    )
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}: ${output}`)))
  })
  return async (signal) => {
    child.kill(signal)
    await ended
  }
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
