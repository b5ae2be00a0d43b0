import { expect, test } from 'vitest'
import { takeExportSlot } from './export-slots.ts'

let instant = Date.parse('2026-03-10T08:00:00Z')
const now = () => new Date(instant)
async function* chunks(count: number, fail = false): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield new Uint8Array([index])
  if (fail) throw new Error('broken')
}
const begin = (tenantId: number, fail = false) => takeExportSlot(tenantId, now)(chunks(3, fail))
async function readAll(body: AsyncGenerator<Uint8Array>): Promise<number> {
  let read = 0
  for await (const chunk of body) read += chunk.length
  return read
}

test('a tenant has two exports at once; another tenant has its own', async () => {
  const [first, second] = [begin(1), begin(1)]
  expect(() => begin(1)).toThrow(expect.objectContaining({ code: 'limit', reason: 'too-many-exports' }))
  await begin(2).return(undefined)
  expect(await readAll(first)).toBe(3)
  await second.return(undefined)
  await Promise.all([begin(1), begin(1)].map((each) => readAll(each)))
})

test('a file that fails, or is left before it was begun or in the middle, frees its place', async () => {
  await expect(readAll(begin(3, true))).rejects.toThrow('broken')
  const middle = begin(3)
  await middle.next()
  await middle.return(undefined)
  await begin(3).return(undefined)
  const [stays, goes] = [begin(3), begin(3)]
  instant += 301_000
  await stays.next()
  // The one that nobody reads has lost its place, the other has not.
  const next = begin(3)
  expect(() => begin(3)).toThrow('too-many-exports')
  await Promise.all([stays, goes, next].map((each) => each.return(undefined)))
})

test('everybody else has a turn between chunks', async () => {
  let turns = 0
  const count = (): void => {
    turns += 1
    if (turns < 100) setImmediate(count)
  }
  setImmediate(count)
  await readAll(takeExportSlot(4, now)(chunks(50)))
  expect(turns).toBeGreaterThanOrEqual(50)
})
