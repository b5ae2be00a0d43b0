import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lanAddress, onShutdown, readConfig, readSecrets, type Config } from '@kuulolla/runtime'
import { openOwn } from '../database.ts'
import { seedWhenEmpty } from '../demo.ts'
import { listen } from '../listener.ts'
import { startParts } from '../parts.ts'
import { progress } from '../progress.ts'
import type { Command } from './command.ts'

export const up: Command = {
  usage: 'up [--fresh-demo]',
  summary: 'start everything in this process, with the embedded PostgreSQL unless DATABASE_URL is set',
  options: { 'fresh-demo': { type: 'boolean' } },
  async run() {
    const config = readConfig()
    const say = progress()
    const secrets = await readSecrets(config)
    const listener = await listen({ host: config.host, port: config.port })
    const url = addressOf(config, listener.port)
    const runningFile = join(config.dataDirectory, 'running.json')
    const stops: (() => Promise<void>)[] = [() => rm(runningFile, { force: true })]
    const stop = (): Promise<void> =>
      listener.stop(async () => {
        for (const end of stops.splice(0).reverse()) await end()
      })
    onShutdown({ limitMs: 20_000, say, stop: () => stop().then(() => say('Stopped')) })
    try {
      say('Starting the database')
      const database = await openOwn(config, secrets, say)
      stops.push(() => database.stop())
      await seedWhenEmpty(database, secrets, say)
      const parts = await startParts({ config, secrets, addresses: database, publicUrl: url })
      stops.push(async () => void (await Promise.all([parts.survey.stop(), parts.api.stop(), parts.worker.stop()])))
      listener.serve(parts)
      await writeFile(runningFile, `${JSON.stringify({ pid: process.pid, url, local: `http://127.0.0.1:${listener.port}` })}\n`)
      say.done(`Kuulolla runs at ${url}`)
    } catch (error) {
      await stop()
      throw error
    }
  },
}

function addressOf(config: Config, port: number): string {
  if (config.publicUrl !== null) return config.publicUrl
  const everywhere = ['0.0.0.0', '::', '*'].includes(config.host)
  const host = everywhere ? (lanAddress() ?? 'localhost') : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}
