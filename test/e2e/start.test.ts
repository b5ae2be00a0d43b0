import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, scratchDirectory, startUp, type RunningUp } from '../browser.ts'

let directory: string
let up: RunningUp
beforeAll(async () => {
  directory = await scratchDirectory()
  up = await startUp({ dataDirectory: directory })
})
afterAll(async () => {
  await up.stop()
  await rm(directory, { recursive: true, force: true })
})

const portOf = (running: RunningUp): string => new URL(running.url).port
const environment = (extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({ ...process.env, HOST: '127.0.0.1', DATA_DIR: directory, ...extra })

test('a first start makes the demo county and prints address, sign-ins for each role, survey link and its QR code', () => {
  const output = up.output()
  expect(output).toContain(`Kuulolla is ready:  ${up.url}`)
  for (const role of ['unit manager', 'feedback handler', 'quality officer', 'administrator']) expect(output).toContain(role)
  expect(output).toMatch(/\/q\/[a-z0-9]{6,16}\n/)
  expect(output).toContain('█▀▀▀▀▀█')
})

test('it lives, is ready, and serves the survey and the dashboard at one address', async () => {
  const status = async (path: string): Promise<number> => (await fetch(`${up.url}${path}`)).status
  expect(await Promise.all(['/healthz', '/readyz', '/'].map(status))).toEqual([200, 200, 200])
  const survey = /http:\S+\/q\/[a-z0-9]+/.exec(up.output())?.[0] ?? ''
  expect((await fetch(survey)).status).toBe(200)
  expect(await status('/q/nosuchcode')).toBe(404)
})

test('commands beside it use its database', async () => {
  expect(await up.cli('recount', '--from', '2026-01-01', '--to', '2026-01-31')).toContain('the tallies equal the answers')
  expect(await up.cli('user', 'list')).toContain('quality-officer')
  await expect(up.cli('seed')).rejects.toThrow('The demo county is there already')
})

test('a taken port, a folder in use, a bad setting and an unknown command are said in words', async () => {
  await expect(runCli(['up'], environment({ PORT: portOf(up) }))).rejects.toThrow(`Port ${portOf(up)} is taken`)
  await expect(runCli(['up'], environment({ PORT: '0' }))).rejects.toThrow(/is in use by a running Kuulolla \(process \d+\)/)
  await expect(runCli(['up'], environment({ PORT: 'x' }))).rejects.toThrow('PORT is not usable')
  await expect(runCli(['frobnicate'], environment({}))).rejects.toThrow(/ended with 2:\s+There is no command "frobnicate"/)
})

test('after a kill −9 it starts again with everything it had, in little time', async () => {
  await up.kill('SIGKILL')
  const began = performance.now()
  up = await startUp({ dataDirectory: directory })
  expect(up.output()).not.toContain('Making a demo county')
  expect(performance.now() - began).toBeLessThan(30_000)
})

test('when every process of the database is killed, it is started again and all parts are ready again', async () => {
  const postmaster = Number((await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0])
  const children = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')).trim().split(' ').map(Number)
  for (const pid of [postmaster, ...children]) process.kill(pid, 'SIGKILL')
  const ready = async (): Promise<number> => (await fetch(`${up.url}/readyz`)).status
  await expect.poll(ready, { timeout: 5_000, interval: 20 }).toBe(503)
  expect((await fetch(`${up.url}/healthz`)).status).toBe(200)
  await expect.poll(ready, { timeout: 60_000 }).toBe(200)
  expect(up.output()).toContain('the database server has ended by itself; starting it again')
})

test('a demo whose making was cut off is made again; Ctrl-C ends in order and leaves no server behind', async () => {
  const scratch = await scratchDirectory()
  const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'up'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: scratch },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve) => child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('collection points') && resolve()))
  child.kill('SIGKILL')
  const again = await startUp({ dataDirectory: scratch })
  expect(again.output()).toContain('left half made; beginning again')
  expect(await again.stop()).toBe(0)
  expect(again.output()).toContain('Stopped')
  await expect(fetch(`${again.url}/healthz`)).rejects.toThrow('fetch failed')
  // A stopped folder can be taken at once.
  expect(await runCli(['recount', '--from', '2026-01-01', '--to', '2026-01-31'], { ...process.env, DATA_DIR: scratch })).toContain('equal')
  await rm(scratch, { recursive: true, force: true })
})
