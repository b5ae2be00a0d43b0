import { qrTerminal } from '@kuulolla/documents'
import { demoCounty, demoPassword, demoPeople } from '@kuulolla/simulator'
import type { Database } from './database.ts'
import { demoState } from './demo.ts'

const roleNames = {
  'unit-manager': 'unit manager',
  'feedback-handler': 'feedback handler',
  'quality-officer': 'quality officer',
  administrator: 'administrator',
} as const

/** What a start prints last: where it is, and of the demo who may sign in and a survey to try on a phone. */
export async function welcome({ url, database }: { readonly url: string; readonly database: Database }): Promise<string> {
  const lines = ['', `Kuulolla is ready:  ${url}`]
  const state = await demoState(database)
  if (state === 'empty') {
    lines.push('', 'There is no organisation yet. Make one with:', '  kuulolla tenant create --slug <slug> --name-fi <name> --kind <kind>')
  }
  if (state === 'whole') {
    const width = Math.max(...demoPeople.map((person) => person.email.length))
    const signIns = demoPeople.map((person) => `  ${person.email.padEnd(width)}  ${roleNames[person.role]}`)
    const survey = `${url}/q/${surveyCode()}`
    lines.push(
      '',
      `Demo sign-ins, password ${demoPassword}`,
      ...signIns,
      '',
      `A survey to answer, also on a phone in this network:  ${survey}`,
      '',
      qrTerminal(survey).trimEnd(),
    )
  }
  return [...lines, '', 'Ctrl-C stops it.'].join('\n')
}

function surveyCode(): string {
  // Codes do not depend on the day the county ends on.
  const point = demoCounty('2026-01-01').points.find(
    ({ unitCode, channel, audience }) => unitCode === 'centre-health' && channel === 'qr' && audience === 'adult',
  )
  if (point === undefined) throw new TypeError('the demo county has a poster at its first health station')
  return point.code
}
