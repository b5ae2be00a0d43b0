import { expect, test } from 'vitest'
import { mappingOf } from './read-unit-file.ts'

test('columns are found in any case and order, after a byte-order mark and a comment, and named as the file names them', () => {
  const read = mappingOf('\uFEFF# from the register\r\nName_FI;"Code";parent;KIND;oid;Municipality\r\n', '2026-01-01')
  if ('missing' in read) throw new Error(read.missing.join())
  expect(read.mapping.csv).toEqual({ delimiter: ';' })
  expect(read.mapping.shape).toMatchObject({
    code: { column: 'Code' },
    names: { fi: { column: 'Name_FI' } },
    kind: { column: 'KIND' },
    oid: { column: 'oid' },
    municipality: { column: 'Municipality' },
  })
  expect(read.mapping.shape).not.toHaveProperty('serviceCode')
})

test('what is missing is named', () => {
  expect(mappingOf('code,name\n', '2026-01-01')).toEqual({ missing: ['parent', 'kind', 'name_fi'] })
})
