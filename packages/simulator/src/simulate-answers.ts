import { layoutOf, notConcerned, skipped, type Audience, type Channel, type LayoutEntry, type RespondentRole, type VersionContent } from '@kuulolla/core'
import { dayNumber, dayOf, weekdayOf } from './days.ts'
import type { DemoCounty, DemoUnit } from './demo-county.ts'
import { openText } from './demo-texts.ts'
import { plantedShifts, type PlantedShift } from './planted-shifts.ts'
import { randomFrom, type Random } from './random.ts'

export type SimulatedAnswer = {
  readonly day: string
  readonly unitCode: string
  readonly audience: Audience
  /** Null for what came by an invitation. */
  readonly pointCode: string | null
  readonly channel: Channel
  readonly role: RespondentRole
  readonly language: string
  /** First year of age of a ten-year group; known of invitations only. */
  readonly ageGroup: number | null
  readonly contactMode: string | null
  /** Laid out by the version. */
  readonly answers: readonly number[]
  readonly texts: readonly { readonly item: string; readonly body: string }[]
  /** Sixteen bytes to make the answer's id of. */
  readonly random: Uint8Array
}

export type SimulationOptions = {
  readonly seed: string
  /** Multiplies every unit's volume; 1 unless set. */
  readonly volume?: number
  readonly shifts?: readonly PlantedShift[]
  /** The published content that each audience is asked. */
  readonly contents: Readonly<Record<Audience, VersionContent>>
}

/** Two years of answers, one array per day, in no order within it. */
export function* simulateAnswers(
  county: DemoCounty,
  { seed, volume = 1, shifts = plantedShifts, contents }: SimulationOptions,
): Generator<readonly SimulatedAnswer[]> {
  const last = dayNumber(county.to)
  const sources = county.units.flatMap((unit) =>
    unit.profile === null
      ? []
      : [{ unit, profile: unit.profile, random: randomFrom(`${seed} ${unit.code}`), shifts: shifts.filter((shift) => shift.unitCode === unit.code) }],
  )
  const sheets = sheetsOf(contents)
  const points = new Map(county.points.map((point) => [`${point.unitCode} ${point.audience} ${point.channel}`, point.code]))
  for (let day = dayNumber(county.from); day <= last; day += 1) {
    const answers: SimulatedAnswer[] = []
    for (const { unit, profile, random, shifts: own } of sources) {
      const back = last - day
      const active = own.filter((shift) => back <= shift.fromDaysBack && back >= shift.untilDaysBack)
      const busyness = active.reduce(
        (product, shift) => product * (shift.volume ?? 1),
        volume * profile.perDay * season(day) * weekday(day, profile.everyDay ?? false),
      )
      for (let count = random.poisson(busyness); count > 0; count -= 1) {
        const audience = random.weighted<Audience>(profile.audiences ?? { adult: 1 })
        const channel = random.weighted<Channel>(profile.channels)
        answers.push({
          ...answer({ random, unit, active, audience, channel, sheet: sheets[audience] }),
          day: dayOf(day),
          pointCode: points.get(`${unit.code} ${audience} ${channel}`) ?? null,
        })
      }
    }
    if (answers.length > 0) yield answers
  }
}

type Sheet = { readonly entries: readonly LayoutEntry[]; readonly texts: readonly string[] }

function sheetsOf(contents: Readonly<Record<Audience, VersionContent>>): Readonly<Record<Audience, Sheet>> {
  const sheet = (content: VersionContent): Sheet => ({
    entries: layoutOf(content).entries,
    texts: content.items.filter((item) => item.kind === 'text').map((item) => item.id),
  })
  return { adult: sheet(contents.adult), child: sheet(contents.child), 'next-of-kin': sheet(contents['next-of-kin']) }
}

/** July and Christmas are quiet, spring and autumn busy. */
function season(day: number): number {
  const date = dayOf(day)
  const month = Number(date.slice(5, 7))
  if (date.slice(5) >= '12-23' || date.slice(5) <= '01-02') return 0.35
  return [0.95, 1.05, 1.15, 1.1, 1.05, 0.8, 0.45, 0.85, 1.1, 1.15, 1.15, 0.9][month - 1] ?? 1
}

/** Mean 1 over a week: five days, or all seven. */
function weekday(day: number, everyDay: boolean): number {
  const weekdays = everyDay ? [1.15, 1.05, 1, 1, 1.05, 0.9, 0.85] : [1.5, 1.5, 1.45, 1.4, 1.1, 0.03, 0.02]
  return weekdays[weekdayOf(day)] ?? 1
}

type Circumstances = {
  readonly random: Random
  readonly unit: DemoUnit
  readonly active: readonly PlantedShift[]
  readonly audience: Audience
  readonly channel: Channel
  readonly sheet: Sheet
}

/** How much a channel's answerers differ from the rest: who stops at a kiosk is crosser, who fills in paper is kinder. */
const channelMood: Readonly<Record<Channel, number>> = { sms: 0, qr: 0.05, web: -0.2, kiosk: -0.25, paper: 0.2, phone: 0 }

/** What is easier or harder to be content with, in standard deviations. */
const dimensionMood: Readonly<Record<string, number>> = {
  availability: -0.45,
  encounter: 0.4,
  participation: -0.1,
  safety: 0.45,
  information: -0.15,
  understandability: 0.2,
  usefulness: 0.1,
}

function answer({ random, unit, active, audience, channel, sheet }: Circumstances): Omit<SimulatedAnswer, 'day' | 'pointCode'> {
  const profile = unit.profile
  const general = active.reduce((sum, shift) => sum + (shift.dimension === undefined ? (shift.mood ?? 0) : 0), (profile?.mood ?? 0) + channelMood[channel])
  const mood = general + random.normal()
  const answers = sheet.entries.map((entry): number => {
    const dimension = entry.measure.split('.').at(-1) ?? ''
    if (entry.scale === 'nps') return random.next() < 0.015 ? skipped : npsCode(random, mood)
    const chance = random.next()
    if (chance < 0.02) return skipped
    if (entry.mayNotConcern && chance < 0.06) return notConcerned
    if (entry.scale === 'choice') return 1 + Math.floor(random.next() * entry.options)
    const special = active.reduce((sum, shift) => sum + (shift.dimension === dimension ? (shift.mood ?? 0) : 0), dimensionMood[dimension] ?? 0)
    return stepCode(random, mood + special, entry.options)
  })
  // A tap on a kiosk is one tap as a rule: the rest of the sheet stays empty.
  if (channel === 'kiosk' && random.next() < 0.3) answers.fill(skipped, 1)
  // Nobody sends an empty sheet.
  const [first] = sheet.entries
  if (first !== undefined && !answers.some((code) => code !== skipped))
    answers[0] = first.scale === 'nps' ? npsCode(random, mood) : stepCode(random, mood, first.options)
  const swedish = profile?.swedish ?? 0.03
  const language = random.weighted({ fi: 0.93 - swedish, sv: swedish, en: unit.code === 'immigrant-social' ? 0.9 : 0.05 })
  const writes = channel === 'kiosk' ? 0.02 : mood < -0.8 ? 0.3 : 0.13
  const item = sheet.texts[0]
  const texts =
    item !== undefined && random.next() < writes
      ? [{ item, body: openText(random, { language, mood: mood < -0.3 ? 'bad' : 'good', child: audience === 'child' }) }]
      : []
  const invited = channel === 'sms'
  return {
    unitCode: unit.code,
    audience,
    channel,
    role: audience !== 'child' && random.next() < (channel === 'paper' ? 0.3 : 0.04) ? 'assisted' : 'self',
    language,
    ageGroup: invited ? random.pick([20, 30, 30, 40, 40, 50, 50, 60, 60, 70, 70, 80]) : null,
    contactMode: invited ? random.weighted({ R10: 85, R52: 12, R40: 3 }) : null,
    answers,
    texts,
    random: random.bytes(16),
  }
}

/** Code 1…11 for 0…10. People are content or not, with few between: two humps, as real answers have. */
function npsCode(random: Random, mood: number): number {
  const content = random.next() < 1 / (1 + Math.exp(-(1.5 + 1.6 * mood)))
  const score = content
    ? random.weighted({ '10': 50, '9': 24, '8': 17, '7': 9 })
    : random.weighted({ '0': 20, '1': 9, '2': 12, '3': 13, '4': 10, '5': 20, '6': 16 })
  return Number(score) + 1
}

/** Code 1…`steps`: a mood with noise of its own, cut at even steps; the middle of the scale lies at −1.2. */
function stepCode(random: Random, mood: number, steps: number): number {
  const position = mood + 0.75 * random.normal()
  return Math.max(1, Math.min(steps, Math.round((position + 1.2) / 0.85 + (steps + 1) / 2)))
}
