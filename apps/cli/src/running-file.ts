import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runningCluster, type Config } from '@kuulolla/runtime'
import { z } from 'zod'

const pathIn = (config: Config): string => join(config.dataDirectory, 'running.json')
const Running = z.object({ pid: z.int(), url: z.string() })

/** Tells the commands beside a running `up` where people reach it. */
export async function writeRunningFile(config: Config, url: string): Promise<void> {
  await writeFile(pathIn(config), `${JSON.stringify({ pid: process.pid, url } satisfies z.infer<typeof Running>)}\n`)
}

export async function removeRunningFile(config: Config): Promise<void> {
  await rm(pathIn(config), { force: true })
}

/** Null when no `up` runs on this data folder; a file left by a killed one does not count. */
export async function runningAddress(config: Config): Promise<string | null> {
  if (config.database === null && (await runningCluster(config.dataDirectory)) === null) return null
  const text = await readFile(pathIn(config), 'utf8').catch(() => null)
  return text === null ? null : Running.parse(JSON.parse(text)).url
}
