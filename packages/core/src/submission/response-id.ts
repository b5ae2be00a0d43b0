import { dayNumber, dayOfNumber } from '../calendar/day.ts'

/**
 * A response's id: UUIDv8 (RFC 9562, 5.8) whose first 16 bits are the day since 1970-01-01 and the rest random.
 * It keeps an index local per day and holds no time finer than that.
 */
const lastDay = 0xffff

/** `day` is 'YYYY-MM-DD' between 1970-01-01 and 2149-06-06; `random` holds at least 16 bytes. Throws RangeError otherwise. */
export function responseId(day: string, random: Uint8Array): string {
  const number = dayNumber(day)
  if (number < 0 || number > lastDay) throw new RangeError(`not a day that an id can hold: ${day}`)
  if (random.length < 16) throw new RangeError('16 random bytes are needed')
  const bytes = random.slice(0, 16)
  bytes[0] = number >> 8
  bytes[1] = number & 0xff
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The day 'YYYY-MM-DD' in a response's id; null for what is no such id. */
export function dayOfResponseId(id: string): string | null {
  if (!form.test(id)) return null
  return dayOfNumber(Number.parseInt(id.slice(0, 4), 16))
}
