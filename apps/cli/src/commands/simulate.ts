import { setTimeout as wait } from 'node:timers/promises'
import { localDay, responseId, type Audience } from '@kuulolla/core'
import {
  insertStoredResponses,
  inTenant,
  markUnitDays,
  publishedVersion,
  questionnaires,
  tenantBySlug,
  unitIdByCode,
  versionsOf,
  type TenantTransaction,
} from '@kuulolla/db'
import { OperatorError } from '@kuulolla/runtime'
import { demoCounty, demoSlug, simulateAnswers, type SimulatedAnswer, type SimulationOptions } from '@kuulolla/simulator'
import { asOperator, text } from '../operator.ts'
import { progress } from '../progress.ts'
import { UsageError, type Command } from './command.ts'

export const simulate: Command = {
  usage: 'simulate [--answers <number>] [--seconds <number>] [--unit <code>]',
  summary: 'let answers come in to the demo county today, one by one, to see figures move',
  details: ['60 answers over 60 seconds unless said. --unit takes those of one unit only, such as centre-health.'],
  options: { answers: { type: 'string' }, seconds: { type: 'string' }, unit: { type: 'string' } },
  async run(args) {
    const answers = positive('answers', text(args, 'answers') ?? '60')
    const seconds = positive('seconds', text(args, 'seconds') ?? '60')
    const unit = text(args, 'unit')
    const say = progress()
    await asOperator(say, async ({ db }) => {
      const tenant = await tenantBySlug(db, demoSlug)
      if (tenant === null) throw new OperatorError('There is no demo county here. Make it with: kuulolla seed.')
      const versions = await inTenant(db, tenant.id, newestVersions)
      const today = localDay(new Date(), tenant.settings.timeZone)
      const contents = { adult: versions.adult.content, child: versions.child.content, 'next-of-kin': versions['next-of-kin'].content }
      let stored = 0
      for (const answer of endless({ day: today, unit, seed: `today ${Date.now()}`, contents })) {
        await inTenant(db, tenant.id, (tx) => store(tx, answer, versions[answer.audience].id))
        stored += 1
        if (stored === answers) break
        await wait((seconds * 1000) / answers)
      }
      say(`${stored} answers came in`)
    })
  },
}

type Endless = { readonly day: string; readonly unit: string | null; readonly seed: string; readonly contents: SimulationOptions['contents'] }

/** One busy day over and over, with other people each time. */
function* endless({ day, unit, seed, contents }: Endless): Generator<SimulatedAnswer> {
  const county = { ...demoCounty(day), from: day }
  const units = county.units.filter((each) => each.profile !== null && (unit === null || each.code === unit))
  if (units.length === 0) throw new UsageError(`No answers come in to a unit "${unit}".`)
  for (let round = 0; ; round += 1) yield* [...simulateAnswers({ ...county, units }, { seed: `${seed} ${round}`, volume: 20, shifts: [], contents })].flat()
}

async function store(tx: TenantTransaction, { unitCode, random, ...answer }: SimulatedAnswer, versionId: number): Promise<void> {
  const unitId = await unitIdByCode(tx, unitCode)
  if (unitId === null) throw new OperatorError(`The demo county has no unit ${unitCode} any more.`)
  await insertStoredResponses(tx, [{ ...answer, id: responseId(answer.day, random), unitId, versionId, pointId: null, exclusion: null }])
  await markUnitDays(tx, [{ unitId, day: answer.day }])
}

type Versions = Readonly<Record<Audience, NonNullable<Awaited<ReturnType<typeof publishedVersion>>>>>

async function newestVersions(tx: TenantTransaction): Promise<Versions> {
  const all = await questionnaires(tx)
  const newest = async (audience: Audience): Promise<Versions[Audience]> => {
    const national = all.filter((each) => each.audience === audience && !each.archived).toSorted((a, b) => a.id - b.id)[0]
    const [version] = national === undefined ? [] : await versionsOf(tx, national.id)
    const published = version === undefined ? null : await publishedVersion(tx, version.id)
    if (published === null) throw new OperatorError(`The demo county has no published questionnaire for: ${audience}.`)
    return published
  }
  return { adult: await newest('adult'), child: await newest('child'), 'next-of-kin': await newest('next-of-kin') }
}

function positive(name: string, given: string): number {
  const number = Number(given)
  if (!Number.isSafeInteger(number) || number < 1) throw new UsageError(`--${name} ${given}: a whole number from 1.`)
  return number
}
