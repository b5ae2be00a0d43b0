import { onShutdown, readConfig, readSecrets } from '@kuulolla/runtime'
import { openOwn, type Database, type OpenOptions } from '../database.ts'
import { demoState, makeDemo } from '../demo.ts'
import { listen } from '../listener.ts'
import { startParts } from '../parts.ts'
import { progress } from '../progress.ts'
import { publicAddress } from '../public-address.ts'
import { removeRunningFile, writeRunningFile } from '../running-file.ts'
import { welcome } from '../welcome.ts'
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
    const url = publicAddress(config, listener.port)
    const stops: (() => Promise<void>)[] = []
    const stop = (): Promise<void> =>
      listener.stop(async () => {
        for (const end of stops.splice(0).reverse()) await end()
      })
    onShutdown({ limitMs: 20_000, say, stop: () => stop().then(() => say('Stopped')) })
    try {
      say('Starting the database')
      const database = await openWithDemo({ config, secrets, say, fresh: values['fresh-demo'] === true }, (opened) => stops.push(() => opened.stop()))
      const parts = await startParts({ config, secrets, addresses: database, publicUrl: url })
      stops.push(async () => void (await Promise.all([parts.survey.stop(), parts.api.stop(), parts.worker.stop()])))
      await writeRunningFile(config, url)
      stops.push(() => removeRunningFile(config))
      const text = await welcome({ url, database })
      listener.serve(parts)
      say.done(text)
    } catch (error) {
      await stop()
      throw error
    }
  },
}

/** With the demo county in it, when it was empty or when the county's making was cut off. `opened` is told of what has to be stopped in the end. */
async function openWithDemo(options: OpenOptions, opened: (database: Database) => void): Promise<Database> {
  const { secrets, say } = options
  let database = await openOwn(options)
  let state = await demoState(database)
  if (state === 'half') {
    say('The demo county was left half made; beginning again')
    await database.stop()
    database = await openOwn({ ...options, fresh: true })
    state = 'empty'
  }
  opened(database)
  if (state === 'empty') await makeDemo(database, secrets, say)
  return database
}
