import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lanAddress, onShutdown, readConfig, readSecrets, type Config } from '@kuulolla/runtime'
import { openOwn, type Database, type OpenOptions } from '../database.ts'
import { demoState, makeDemo } from '../demo.ts'
import { listen } from '../listener.ts'
import { startParts } from '../parts.ts'
import { progress } from '../progress.ts'
import type { Command } from './command.ts'

export const up: Command = {
  usage: 'up [--fresh-demo]',
  summary: 'start everything in this process, with the embedded PostgreSQL unless DATABASE_URL is set',
  options: { 'fresh-demo': { type: 'boolean' } },
  async run({ values }) {
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
      const database = await openWithDemo({ config, secrets, say, fresh: values['fresh-demo'] === true })
      stops.push(() => database.stop())
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

/** With the demo county in it, when it was empty or when the county's making was cut off. */
async function openWithDemo(options: OpenOptions): Promise<Database> {
  const { secrets, say } = options
  let database = await openOwn(options)
  try {
    let state = await demoState(database)
    if (state === 'half') {
      say('The demo county was left half made; beginning again')
      await database.stop()
      database = await openOwn({ ...options, fresh: true })
      state = 'empty'
    }
    if (state === 'empty') await makeDemo(database, secrets, say)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}
