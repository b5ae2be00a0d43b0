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

/** Transactions that may write and leave no audit row of their own, by file: how many, each for a reason. */
const silent: Readonly<Record<string, number>> = {
  'submit-responses.ts': 1, // a client's answer: a trail would tell when somebody answered
  'record-accessibility-feedback.ts': 1, // likewise
  'fold-tallies.ts': 2, // counts again what is stored: nobody decides anything
  'recount.ts': 1, // marks what differs; the mending is audited once, when all is counted
  'apply-retention.ts': 3, // reads the settings, freezes and removes in parts; audited once, with the last part
  'import-answers.ts': 3, // opens the batch, brings in a part, rehearses a part to roll it back; audited once, when the file is through
}

/** The text of each call of `name(`, up to its own closing parenthesis. */
function callsOf(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\\b${name}\\(`, 'g'))].map(({ index, 0: head }) => {
    let depth = 1
    let end = index + head.length
    for (; depth > 0 && end < text.length; end++) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0
    return text.slice(index, end)
  })
}

test('whoever opens a writing transaction without a verb audits in that very transaction', () => {
  const folder = new URL('.', import.meta.url)
  const found: Record<string, number> = {}
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'verb.ts')) {
    const calls = callsOf(readFileSync(new URL(file, folder), 'utf8'), 'inTenant')
    const quiet = calls.filter((call) => !call.includes('readOnly: true') && !call.includes('writeAudit('))
    if (quiet.length > 0) found[file] = quiet.length
  }
  expect(found).toEqual(silent)
})
