import { expect, test } from 'vitest'
import { jsonDocument } from './json.ts'
import type { Column, Row } from './table.ts'

const columns: readonly Column[] = [
  { key: 'unit', title: 'Yksikkö', kind: 'text' },
  { key: 'value', title: 'Arvo', kind: 'number' },
]

async function read(head: Readonly<Record<string, unknown>>, rows: Iterable<readonly Row[]>): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of jsonDocument(head, { name: 'data', columns, rows })) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

test('head and rows make one document', async () => {
  expect(await read({ meta: { a: 1 } }, [[['=1', -12.5]], [['Å\u2028', null]]])).toEqual({
    meta: { a: 1 },
    rows: [
      { unit: '=1', value: -12.5 },
      { unit: 'Å\u2028', value: null },
    ],
  })
})

test('nothing to say is valid too', async () => {
  expect(await read({}, [])).toEqual({ rows: [] })
})
