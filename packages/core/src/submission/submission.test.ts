import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nationalAdult, nationalChild } from '../standard/national.ts'
import { standardContent } from '../standard/standard.ts'
import { decodeContact } from './contact-details.ts'
import { decodeAnswers } from './decode-answers.ts'
import { hasIdentityCode } from './identity-code.ts'
import { dayOfResponseId, responseId } from './response-id.ts'
import { isWithinKeyDays, readSubmissionKey, writeSubmissionKey } from './submission-key.ts'

const adult = standardContent(nationalAdult)
const decode = (form: Record<string, string>, asks: readonly string[] | null = null) => decodeAnswers(adult, new URLSearchParams(form), asks)
const answersOf = (form: Record<string, string>, asks?: readonly string[]) => {
  const decoded = decode(form, asks)
  return decoded.ok ? decoded.value.answers : decoded.problems
}

describe('response ids', () => {
  test('carry their day and are UUIDs of version 8', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (number, random) => {
        const day = new Date(number * 86_400_000).toISOString().slice(0, 10)
        const id = responseId(day, random)
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(dayOfResponseId(id)).toBe(day)
      }),
    )
  })
  test('differ in 106 random bits and refuse what cannot be a day or is no id', () => {
    const random = new Uint8Array(16).fill(0xff)
    expect(responseId('2026-07-28', random)).toBe('50b6ffff-ffff-8fff-bfff-ffffffffffff')
    expect(() => responseId('1969-12-31', random)).toThrow(RangeError)
    expect(() => responseId('no day', random)).toThrow(RangeError)
    expect(() => responseId('2026-07-28', new Uint8Array(3))).toThrow(RangeError)
    expect(dayOfResponseId('50aaffff-ffff-4fff-bfff-ffffffffffff')).toBeNull()
  })
})

describe('submission keys', () => {
  const key = { id: '50aaffff-ffff-8fff-bfff-ffffffffffff', unitId: 7, versionId: 12 }
  test('are read as they were written', () => {
    const seal = 'abcdefghijklmnopqrstuv'
    expect(readSubmissionKey(writeSubmissionKey(key, seal))).toEqual({ key, seal })
    for (const text of ['', 'x', `${key.id}.7.12`, `${key.id}.0.12.${seal}`, `${key.id}.7.12.${seal}.more`]) expect(readSubmissionKey(text)).toBeNull()
  })
  test('live for seven days', () => {
    expect(isWithinKeyDays('2026-03-01', '2026-03-08')).toBe(true)
    expect(isWithinKeyDays('2026-03-01', '2026-03-09')).toBe(false)
    expect(isWithinKeyDays('2026-03-03', '2026-03-01')).toBe(false)
  })
})

describe('identity codes', () => {
  test.each(['131052-308T', 'Olen 131052–308T, terveisin', '131052A308T', '010594Y9032', '010594 - 9021', '131052-308t'])('%s is found', (text) => {
    expect(hasIdentityCode(text)).toBe(true)
  })
  test.each(['131052-308U', '991352-308T', 'puhelin 040-1234567', '131052G308T', 'x131052-308T5', '2026-11-22'])('%s is none', (text) => {
    expect(hasIdentityCode(text)).toBe(false)
  })
})

describe('answers', () => {
  test('become codes: the score moved to begin with 1, 0 does not concern me, -1 skipped', () => {
    expect(answersOf({ 'q-nps': '10', 'q-availability': '5', 'q-safety': 'na' })).toEqual([11, 5, -1, -1, 0, -1, -1, -1])
    expect(answersOf({ 'q-nps': '0' })).toEqual([1, -1, -1, -1, -1, -1, -1, -1])
  })
  test('of a statement that the service does not ask are -2, unless the form still asked it', () => {
    expect(answersOf({ 'q-nps': '9', 'q-usefulness': '2' }, ['national.safety'])).toEqual([10, -2, -2, -2, -1, -2, -2, 2])
  })
  test.each([
    ['q-nps', '11'],
    ['q-nps', 'na'],
    ['q-nps', '-1'],
    ['q-nps', '1e1'],
    ['q-safety', '0'],
    ['q-safety', '6'],
    ['q-safety', 'true'],
  ])('%s=%s is a problem that names the field', (field, value) => {
    expect(answersOf({ [field]: value })).toEqual([{ field, message: 'no-such-option' }])
  })
  test('sent twice under one name are a problem', () => {
    const decoded = decodeAnswers(adult, new URLSearchParams('q-nps=1&q-nps=2'), null)
    expect(decoded).toEqual({ ok: false, problems: [{ field: 'q-nps', message: 'wrong-form' }] })
  })
  test('are nothing without one answer or a text', () => {
    expect(answersOf({ 'q-text': ' \n' })).toEqual([{ field: 'q-nps', message: 'nothing-answered' }])
    expect(decode({ 'q-text': ' Hyvä\r\nkäynti\0 ' })).toEqual({
      ok: true,
      value: { answers: Array.from({ length: 8 }, () => -1), texts: [{ item: 'text', body: 'Hyvä\nkäynti' }] },
    })
    expect(answersOf({ 'q-safety': 'na' })).toHaveLength(8)
  })
  test('hold texts of 4000 characters, counted as people do, and no identity code', () => {
    expect(decode({ 'q-text': '😀'.repeat(4000) }).ok).toBe(true)
    expect(answersOf({ 'q-text': 'a'.repeat(4001) })).toEqual([{ field: 'q-text', message: 'too-long', params: { maximum: 4000 } }])
    expect(answersOf({ 'q-text': 'hetu 131052-308T' })).toEqual([{ field: 'q-text', message: 'identity-code' }])
  })
  test('never come out as a code that the version has not, whatever is sent', () => {
    const content = standardContent(nationalChild)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('q-safety', 'q-encounter', 'q-text', 'x'), fc.string()), (form) => {
        const decoded = decodeAnswers(content, new URLSearchParams(form), null)
        expect(decoded.ok ? decoded.value.answers.every((code) => code >= -2 && code <= 5) : decoded.problems.length > 0).toBe(true)
      }),
    )
  })
})

describe('contact details', () => {
  const contact = (form: Record<string, string>) => decodeContact(new URLSearchParams(form))
  test('are none when nothing is filled in', () => expect(contact({ 'contact-name': ' ' })).toEqual({ ok: true, contact: null }))
  test('need a phone number or an address', () => {
    expect(contact({ 'contact-name': 'Maija' })).toEqual({ ok: false, problems: [{ field: 'contact-phone', message: 'contact-needed' }] })
    expect(contact({ 'contact-email': 'maija@' })).toEqual({ ok: false, problems: [{ field: 'contact-email', message: 'wrong-email' }] })
    expect(contact({ 'contact-phone': '12' })).toEqual({ ok: false, problems: [{ field: 'contact-phone', message: 'wrong-phone' }] })
    expect(contact({ 'contact-phone': '040 123 4567', 'contact-message': 'Ajat' })).toEqual({
      ok: true,
      contact: { name: null, phone: '040 123 4567', email: null, message: 'Ajat' },
    })
  })
  test('hold no identity code', () => expect(contact({ 'contact-phone': '0401234567', 'contact-message': '131052-308T' }).ok).toBe(false))
})
