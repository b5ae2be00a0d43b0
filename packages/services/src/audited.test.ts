import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as services from './index.ts'

type Exported = { readonly name: string; readonly permission: string; readonly writes: boolean; readonly call: unknown }

function isVerb(value: unknown): value is Exported {
  return typeof value === 'object' && value !== null && 'permission' in value && 'writes' in value && 'call' in value
}

const exported: readonly unknown[] = Object.values(services)
const verbs = exported.filter(isVerb)

/** First words of verbs that change nothing. */
const reading = new Set(['read', 'list', 'preview', 'print', 'point', 'export', 'check'])
/** Reading that is itself written down: who has seen a person's details, who has taken answers out. */
const seenIsAudited = new Set(['export-answers'])

test('a verb audits unless its name says that it only reads, and then its transaction can only read', () => {
  expect(verbs.length).toBeGreaterThan(30)
  for (const { name, writes } of verbs) {
    const reads = reading.has(name.split('-')[0] ?? '') && !seenIsAudited.has(name)
    expect([name, writes]).toEqual([name, !reads])
  }
})

test('names of verbs are unique', () => {
  expect(new Set(verbs.map((verb) => verb.name)).size).toBe(verbs.length)
})

/** Write without an audit row, each for a reason of its own. */
const exempt = new Set([
  'submit-responses.ts', // a client's answer: a trail would tell when somebody answered
  'record-accessibility-feedback.ts', // likewise
  'fold-tallies.ts', // counts again what is stored: nobody decides anything
])

test('whoever opens a writing transaction without a verb audits in it', () => {
  const folder = new URL('.', import.meta.url)
  const silent: string[] = []
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'verb.ts')) {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const opened = text.split(/\binTenant\(/).slice(1)
    if (opened.every((call) => /^[^;]*?readOnly: true/s.test(call)) || exempt.has(file)) continue
    if (!text.includes('writeAudit(')) silent.push(file)
  }
  expect(silent).toEqual([])
})
