import { expect, test } from 'vitest'
import { surveyAddress } from '../admin/points/point-addresses.ts'
import { createFormats } from './formats.ts'

test('an instant is told in the tenant’s time zone, a day has none', () => {
  const told = (timeZone: string): string => createFormats('en', timeZone).instant('2026-01-10T22:30:00Z')
  expect([told('Europe/Helsinki'), told('Atlantic/Azores')]).toEqual(['11/01/2026, 00:30', '10/01/2026, 21:30'])
  expect(createFormats('fi', 'Atlantic/Azores').day('2026-01-10')).toBe('10.1.2026')
})

test('a survey’s address is the public one, whatever the dashboard’s own is', () => {
  expect(surveyAddress('https://palaute.example.fi', 'abcdef')).toBe('https://palaute.example.fi/q/abcdef')
})
