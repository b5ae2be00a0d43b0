import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvDialects, csvDocument, type CsvDialect } from './csv.ts'
import type { Column, Row } from './table.ts'

const columns: readonly Column[] = [
  { key: 'unit', title: 'Yksikkö', kind: 'text' },
  { key: 'value', title: 'Arvo', kind: 'number' },
]

async function written(rows: readonly Row[], dialect: CsvDialect): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of csvDocument({ name: 'data', columns, rows: [rows] }, dialect)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** RFC 4180 read back by a state machine that knows nothing of the writer. */
function cellsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    const row = rows.at(-1) ?? []
    if (quoted && character === '"' && text[at + 1] === '"') at += 1
    else if (character === '"') {
      quoted = !quoted
      continue
    } else if (!quoted && character === delimiter) {
      row.push('')
      continue
    } else if (!quoted && text.startsWith('\r\n', at)) {
      rows.push([''])
      at += 1
      continue
    }
    row[row.length - 1] = (row.at(-1) ?? '') + character
  }
  return rows.slice(0, -1)
}

test('the Finnish dialect opens in a Finnish Excel: mark, semicolons, decimal commas, CRLF', async () => {
  expect(await written([['Keskusta; "A"', -12.5]], 'finnish-excel')).toBe('\ufeffYksikkö;Arvo\r\n"Keskusta; ""A""";-12,5\r\n')
})

test('the standard dialect is RFC 4180 with a decimal point and no mark', async () => {
  expect(
    await written(
      [
        ['a\nb', 0.25],
        [null, null],
      ],
      'standard',
    ),
  ).toBe('Yksikkö,Arvo\r\n"a\nb",0.25\r\n,\r\n')
})

test.each(['=1+1', '+358', '-12', '@sum', '\t=1', '\r=1', '\n=1', '   =1', '\u00a0=1', '\u200b=1', '\ufeff=1', '＝1', ' ＋1', '－1', '＠a', '\u0000=1'])(
  '%j is defused',
  async (cell) => {
    const [, row] = cellsOf(await written([[cell, 1]], 'standard'), ',')
    expect(row?.[0]).toBe(`'${cell}`)
  },
)

test.each(['a=b', '1-2', 'x@y.fi', 'Åbo', '', "it's", '−12 on a thermometer'])('%j is left as it is', async (cell) => {
  const [, row] = cellsOf(await written([[cell, 1]], 'standard'), ',')
  expect(row?.[0]).toBe(cell)
})

const hostile = fc
  .array(fc.constantFrom(...Array.from('=+-@\t\r\n ;,"\'｜＝＋－＠\u200b\u00a0aÅ1')), { maxLength: 12 })
  .map((characters) => characters.join(''))

test.each(['standard', 'finnish-excel'] as const)('%s: whatever is written comes back, and no cell starts an evaluation', async (dialect) => {
  const { delimiter } = csvDialects[dialect]
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.oneof(hostile, fc.string({ unit: 'binary' })), fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 5 }),
      async (rows) => {
        const text = await written(rows, dialect)
        const back = cellsOf(text.replace(/^\ufeff/, ''), delimiter).slice(1)
        expect(back).toHaveLength(rows.length)
        for (const [index, [cell, number]] of rows.entries()) {
          const [first = '', second = ''] = back[index] ?? []
          expect([cell, `'${cell}`]).toContain(first)
          expect(first).not.toMatch(/^(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u)
          expect(Number(second.replace(',', '.'))).toBe(Object.is(number, -0) ? 0 : number)
        }
      },
    ),
  )
})

test('a number that is none is refused', async () => {
  await expect(written([['a', Number.NaN]], 'standard')).rejects.toThrow(RangeError)
})

test('whoever stops reading ends the source', async () => {
  let ended = false
  async function* rows(): AsyncGenerator<readonly Row[]> {
    try {
      for (;;) yield [['a', 1]]
    } finally {
      ended = true
    }
  }
  let chunks = 0
  for await (const chunk of csvDocument({ name: 'data', columns, rows: rows() }, 'standard')) {
    expect(chunk.length).toBeGreaterThan(0)
    chunks += 1
    if (chunks === 3) break
  }
  expect(ended).toBe(true)
})
