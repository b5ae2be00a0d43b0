import { createLog, onShutdown, readConfig, readSecrets, superviseCluster, type Config } from '@kuulolla/runtime'
import { openOwn, type Database, type OpenOptions } from '../database.ts'
import { demoState, makeDemo } from '../demo.ts'
import { listen } from '../listener.ts'
import { startParts } from '../parts.ts'
import { progress } from '../progress.ts'
import { publicAddress } from '../public-address.ts'
import { removeRunningFile, writeRunningFile } from '../running-file.ts'
import { welcome } from '../welcome.ts'
import { UsageError, type Arguments, type Command } from './command.ts'

export const up: Command = {
  usage: 'up [--demo | --no-demo | --fresh-demo]',
  summary: 'start everything in this process, with the embedded PostgreSQL unless DATABASE_URL is set',
  details: [
    'An empty embedded database gets the demo county unless --no-demo is said; one named by DATABASE_URL only with --demo.',
    '--fresh-demo deletes the demo county and makes it anew; it refuses where there is anything else.',
  ],
  options: { demo: { type: 'boolean' }, 'no-demo': { type: 'boolean' }, 'fresh-demo': { type: 'boolean' } },
  async run({ values }) {
    const config = readConfig()
    const demo = wantsDemo(values, config)
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
      const database = await openForUp({ config, secrets, say, fresh: values['fresh-demo'] === true, demo }, (opened) => stops.push(() => opened.stop()))
      const log = createLog(config.logLevel)
      if (database.cluster !== null) {
        const supervision = superviseCluster(database.cluster, { log: log.child({ part: 'database' }) })
        stops.push(() => supervision.stop())
      }
      const parts = await startParts({ config, secrets, addresses: database, publicUrl: url, log })
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

/** The demo's passwords are known to everybody: it never appears by itself in a database that somebody has set up. */
function wantsDemo(values: Arguments['values'], { database }: Config): boolean {
  const [wanted, refused] = [values['demo'] === true || values['fresh-demo'] === true, values['no-demo'] === true]
  if (wanted && refused) throw new UsageError('With the demo county or without it? --no-demo goes with neither --demo nor --fresh-demo.')
  return wanted || (!refused && database === null)
}

/**
 * When `demo`, with the demo county in it if it was empty or the county's making was cut off. `opened` is told of what has to
 * be stopped in the end.
 */
async function openForUp(options: OpenOptions & { readonly demo: boolean }, opened: (database: Database) => void): Promise<Database> {
  const { secrets, say, demo } = options
  if (!demo) {
    const database = await openOwn(options)
    opened(database)
    return database
  }
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
