import { expect, test } from 'vitest'
import { isBusinessId, isUnitOid, readUnitOid } from './unit-oid.ts'

test('a real unit OID is accepted', () => {
  expect(isUnitOid('1.2.246.10.2085212.10.1314')).toBe(true)
  expect(isUnitOid('1.2.246.10.2085212.10.1314.2')).toBe(true)
})

test.each([
  ['a wrong check digit', '1.2.246.10.2085213.10.1314'],
  ['another root', '1.2.246.11.2085212.10.1314'],
  ['no unit number', '1.2.246.10.2085212.10'],
  ['a leading zero', '1.2.246.10.2085212.10.01'],
  ['a hyphen', '1.2.246.10.208521-2.10.1'],
  ['nothing', ''],
])('%s is refused', (_, oid) => {
  expect(isUnitOid(oid)).toBe(false)
})

test('every single wrong digit of a business id is noticed', () => {
  const right = '02085212'
  expect(isBusinessId(right)).toBe(true)
  for (let place = 0; place < right.length; place++)
    for (let digit = 0; digit <= 9; digit++) {
      const changed = right.slice(0, place) + digit + right.slice(place + 1)
      expect([changed, isBusinessId(changed)]).toEqual([changed, changed === right])
    }
})

test('a unit OID says whose it is, or what is wrong with it', () => {
  expect(readUnitOid('1.2.246.10.2085212.10.1314')).toEqual({ businessId: '0208521-2', path: '1314' })
  expect(readUnitOid('1.2.246.10.2085212.10.13.7')).toEqual({ businessId: '0208521-2', path: '13.7' })
  expect(readUnitOid('1.2.246.10.2085213.10.1314')).toBe('unit-oid-business-id')
  expect(readUnitOid('1.2.246.10.02085212.10.1314')).toBe('unit-oid-form')
  expect(readUnitOid('1.2.246.10.2085212.10')).toBe('unit-oid-form')
  expect(readUnitOid('1.2.246.10.2085212.10.')).toBe('unit-oid-form')
  expect(readUnitOid('1.2.246.537.6.202')).toBe('unit-oid-root')
})
