import readWorkbook from 'read-excel-file/node'
import { expect, test } from 'vitest'
import type { Column, Row } from './table.ts'
import { xlsxDocument } from './xlsx.ts'

const columns: readonly Column[] = [
  { key: 'unit', title: 'Yksikkö', kind: 'text' },
  { key: 'day', title: 'Päivä', kind: 'day' },
  { key: 'value', title: 'Arvo', kind: 'number' },
]
const head = { title: 'Tunnusluvut', author: 'Kuulolla', created: new Date('2026-01-02T03:04:05Z') }

async function written(tables: readonly { readonly name: string; readonly rows: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]> }[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of xlsxDocument({ ...head, tables: tables.map((table) => ({ ...table, columns })) })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('another reader finds the sheets, texts, numbers and days', async () => {
  const texts = ['=1+1', 'a & <b> "c"', '  spaces  ', 'line\nbreak', 'ŋđŧǩ 🙂', '_x0041_']
  const file = await written([
    { name: 'Tiedot', rows: [texts.map((text, index) => [text, '2024-02-29', index - 12.5])] },
    { name: 'a/b: c', rows: [[['x', null, null]]] },
  ])
  const sheets = await readWorkbook(file)
  expect(sheets.map((sheet) => sheet.sheet)).toEqual(['Tiedot', 'a b  c'])
  const [first, ...rows] = sheets[0]?.data ?? []
  expect(first).toEqual(['Yksikkö', 'Päivä', 'Arvo'])
  expect(rows.map((row) => String(row[0]).trim())).toEqual(texts.map((text) => text.trim()))
  expect(rows.map((row) => row[1])).toEqual(texts.map(() => new Date('2024-02-29T00:00:00Z')))
  expect(rows.map((row) => row[2])).toEqual(texts.map((_, index) => index - 12.5))
})

test('the same content gives the same bytes', async () => {
  const tables = [{ name: 'Tiedot', rows: [[['a', '2024-01-01', 1]]] }] satisfies Parameters<typeof written>[0]
  expect((await written(tables)).equals(await written(tables))).toBe(true)
})

test('a million and some rows go on in a second sheet, in constant memory', { timeout: 120_000 }, async () => {
  const total = 1_048_575 + 10
  function* rows(): Generator<readonly Row[]> {
    const batch: readonly Row[] = Array.from({ length: 1_000 }, (_, index) => [`row ${index}`, null, index])
    for (let left = total; left > 0; left -= batch.length) yield left < batch.length ? batch.slice(0, left) : batch
  }
  const before = process.memoryUsage().heapUsed
  let peak = 0
  let tail = Buffer.alloc(0)
  for await (const chunk of xlsxDocument({ ...head, tables: [{ name: 'Tiedot', columns, rows: rows() }] })) {
    peak = Math.max(peak, process.memoryUsage().heapUsed - before)
    tail = Buffer.concat([tail, chunk]).subarray(-4_096)
  }
  expect(tail.includes('xl/worksheets/sheet2.xml')).toBe(true)
  expect(tail.includes('xl/worksheets/sheet3.xml')).toBe(false)
  expect(peak / 2 ** 20).toBeLessThan(200)
})

test('an error in the source comes out, and the file is not ended as if it were whole', async () => {
  async function* rows(): AsyncGenerator<readonly Row[]> {
    yield [['a', null, 1]]
    throw new Error('connection lost')
  }
  await expect(written([{ name: 'Tiedot', rows: rows() }])).rejects.toThrow('connection lost')
})

test('whoever stops reading ends the source', async () => {
  let ended = false
  async function* rows(): AsyncGenerator<readonly Row[]> {
    try {
      for (let index = 0; ; index += 1) yield Array.from({ length: 500 }, () => [`${index} ${Math.sin(index)}`, null, index])
    } finally {
      ended = true
    }
  }
  let bytes = 0
  for await (const chunk of xlsxDocument({ ...head, tables: [{ name: 'Tiedot', columns, rows: rows() }] })) {
    bytes += chunk.length
    if (bytes > 100_000) break
  }
  expect(ended).toBe(true)
})
