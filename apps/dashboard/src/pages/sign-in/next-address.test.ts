import { expect, test } from 'vitest'
import { nextAddress } from './next-address.ts'

test('goes back to where one was going', () => {
  expect(nextAddress('?next=%2Ft%2Fdemo%2Funits%2F3%3Fperiod%3Dyear')).toBe('/t/demo/units/3?period=year')
})

test.each(['', '?next=', '?next=https://elsewhere.example', '?next=//elsewhere.example', '?next=/\\elsewhere.example'])(
  'never leaves our own addresses: %s',
  (search) => {
    expect(nextAddress(search)).toBe('/')
  },
)
