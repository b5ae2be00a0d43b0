import type { Audience, Channel } from '@kuulolla/core'
import { dayNumber, dayOf } from './days.ts'

export type DemoNames = { readonly fi: string; readonly sv: string; readonly en: string }

/** How many answers a day on average, how content people are (0: middling, in standard deviations), and who asks whom. */
export type DemoProfile = {
  readonly perDay: number
  readonly mood: number
  /** Open at weekends too. */
  readonly everyDay?: boolean
  readonly channels: Readonly<Partial<Record<Channel, number>>>
  /** Share of each audience; adults only unless said. */
  readonly audiences?: Readonly<Partial<Record<Audience, number>>>
  /** Share of answers in Swedish. */
  readonly swedish?: number
}

export type DemoUnit = {
  readonly code: string
  readonly oid: string
  readonly kind: 'organisation' | 'sector' | 'service' | 'service-unit' | 'point'
  readonly names: DemoNames
  readonly serviceCode: string | null
  /** Parents in the order of time; `until` is the first day it no longer held. The top has none. */
  readonly parents: readonly { readonly code: string; readonly from: string; readonly until: string | null }[]
  readonly contact: { readonly phone?: string; readonly email?: string; readonly address?: string }
  readonly npsTarget: number | null
  readonly openedOn: string
  readonly profile: DemoProfile | null
}

export type DemoPoint = {
  readonly code: string
  readonly unitCode: string
  readonly audience: Audience
  readonly channel: 'qr' | 'web' | 'kiosk' | 'paper'
  readonly name: string
  readonly languages: readonly string[]
}

export type DemoService = { readonly code: string; readonly names: DemoNames }

export type DemoCounty = {
  readonly slug: string
  readonly names: DemoNames
  readonly services: readonly DemoService[]
  /** Parents before their children. */
  readonly units: readonly DemoUnit[]
  readonly points: readonly DemoPoint[]
  /** First and last day of its answers. */
  readonly from: string
  readonly to: string
}

type Branch = {
  readonly code: string
  readonly names: DemoNames
  readonly service?: string
  readonly profile?: DemoProfile
  readonly target?: number
  readonly below?: readonly Branch[]
}

const n = (fi: string, sv: string, en: string): DemoNames => ({ fi, sv, en })

const clinic = { sms: 62, qr: 26, web: 10, paper: 2 } as const
const counter = { qr: 55, web: 20, kiosk: 20, paper: 5 } as const
const home = { paper: 55, qr: 30, web: 15 } as const

const tree: readonly Branch[] = [
  {
    code: 'health',
    names: n('Terveyspalvelut', 'Hälso- och sjukvård', 'Health services'),
    below: [
      {
        code: 'outpatient',
        service: 'outpatient',
        names: n('Avosairaanhoito', 'Öppen sjukvård', 'Outpatient care'),
        below: [
          {
            code: 'centre-health',
            names: n('Keskustan terveysasema', 'Centrums hälsostation', 'City Centre Health Station'),
            profile: { perDay: 13, mood: 0.1, channels: clinic, swedish: 0.06 },
          },
          {
            code: 'rantala-health',
            names: n('Rantalan terveysasema', 'Strandby hälsostation', 'Rantala Health Station'),
            profile: { perDay: 7, mood: 0.35, channels: clinic, swedish: 0.32 },
          },
          {
            code: 'makela-health',
            names: n('Mäkelän terveysasema', 'Backas hälsostation', 'Mäkelä Health Station'),
            profile: { perDay: 5.5, mood: -0.15, channels: clinic },
          },
          {
            code: 'church-health',
            names: n('Kirkonkylän terveysasema', 'Kyrkbyns hälsostation', 'Church Village Health Station'),
            profile: { perDay: 2.2, mood: 0.45, channels: clinic, swedish: 0.15 },
          },
          {
            code: 'islands-health',
            names: n('Saariston terveysasema', 'Skärgårdens hälsostation', 'Archipelago Health Station'),
            profile: { perDay: 0.22, mood: 0.8, channels: { qr: 60, paper: 40 }, swedish: 0.7 },
          },
        ],
      },
      {
        code: 'oral',
        service: 'oral',
        names: n('Suun terveydenhuolto', 'Munhälsovård', 'Oral health care'),
        below: [
          {
            code: 'centre-dental',
            names: n('Keskustan hammashoitola', 'Centrums tandklinik', 'City Centre Dental Clinic'),
            profile: { perDay: 8, mood: 0.5, channels: clinic, swedish: 0.07 },
          },
          {
            code: 'rantala-dental',
            names: n('Rantalan hammashoitola', 'Strandby tandklinik', 'Rantala Dental Clinic'),
            profile: { perDay: 3.6, mood: 0.6, channels: clinic, swedish: 0.3 },
          },
          {
            code: 'makela-dental',
            names: n('Mäkelän hammashoitola', 'Backas tandklinik', 'Mäkelä Dental Clinic'),
            profile: { perDay: 2.4, mood: 0.3, channels: clinic, audiences: { adult: 85, child: 15 } },
          },
        ],
      },
      {
        code: 'hospital',
        service: 'hospital',
        names: n('Sairaalapalvelut', 'Sjukhustjänster', 'Hospital services'),
        below: [
          {
            code: 'emergency',
            names: n('Päivystys', 'Jourmottagningen', 'Emergency Department'),
            target: 50,
            profile: { perDay: 14, mood: -0.35, everyDay: true, channels: clinic, swedish: 0.1 },
            below: [
              {
                code: 'emergency-lobby',
                names: n('Päivystyksen aula', 'Jourmottagningens aula', 'Emergency Department lobby'),
                profile: { perDay: 4.5, mood: -0.5, everyDay: true, channels: { kiosk: 100 }, swedish: 0.08 },
              },
            ],
          },
          {
            code: 'children-clinic',
            names: n('Lastenpoliklinikka', 'Barnpolikliniken', "Children's Outpatient Clinic"),
            profile: { perDay: 4.2, mood: 0.5, channels: counter, audiences: { child: 40, 'next-of-kin': 60 }, swedish: 0.12 },
          },
          { code: 'imaging', names: n('Kuvantaminen', 'Bilddiagnostik', 'Imaging'), profile: { perDay: 5, mood: 0.55, channels: clinic, swedish: 0.08 } },
          {
            code: 'surgery',
            names: n('Leikkaus- ja päiväkirurgia', 'Operation och dagkirurgi', 'Surgery and Day Surgery'),
            target: 75,
            profile: { perDay: 3, mood: 0.75, channels: clinic, swedish: 0.09 },
          },
          {
            code: 'ward-2',
            names: n('Osasto 2, sisätaudit', 'Avdelning 2, inremedicin', 'Ward 2, Internal Medicine'),
            profile: { perDay: 1.4, mood: 0, everyDay: true, channels: counter, audiences: { adult: 70, 'next-of-kin': 30 } },
          },
          {
            code: 'maternity',
            names: n('Synnytysosasto', 'Förlossningsavdelningen', 'Maternity Ward'),
            profile: { perDay: 1.2, mood: 0.9, everyDay: true, channels: counter, swedish: 0.14 },
          },
        ],
      },
      {
        code: 'mental',
        service: 'mental',
        names: n('Mielenterveys- ja päihdepalvelut', 'Mentalvårds- och missbrukartjänster', 'Mental health and substance abuse services'),
        below: [
          {
            code: 'adult-psychiatry',
            names: n('Aikuisten mielenterveyspoliklinikka', 'Mentalvårdspolikliniken för vuxna', 'Adult Mental Health Clinic'),
            target: 50,
            profile: { perDay: 1.8, mood: -0.25, channels: clinic, swedish: 0.08 },
          },
          {
            code: 'substance',
            names: n('Päihdeklinikka', 'Kliniken för beroendevård', 'Substance Abuse Clinic'),
            profile: { perDay: 0.3, mood: 0.1, channels: { qr: 70, paper: 30 } },
          },
        ],
      },
      {
        code: 'rehabilitation',
        service: 'rehabilitation',
        names: n('Kuntoutus', 'Rehabilitering', 'Rehabilitation'),
        below: [
          {
            code: 'physiotherapy',
            names: n('Fysioterapia', 'Fysioterapi', 'Physiotherapy'),
            profile: { perDay: 3.4, mood: 0.7, channels: clinic, swedish: 0.1 },
          },
          { code: 'aids', names: n('Apuvälinepalvelut', 'Hjälpmedelstjänster', 'Assistive Devices'), profile: { perDay: 0.6, mood: 0.4, channels: counter } },
        ],
      },
    ],
  },
  {
    code: 'family-social',
    names: n('Perhe- ja sosiaalipalvelut', 'Familje- och socialservice', 'Family and social services'),
    below: [
      {
        code: 'family-centres',
        service: 'family',
        names: n('Neuvolat ja perhekeskukset', 'Rådgivningar och familjecenter', 'Maternity and child clinics, family centres'),
        below: [
          {
            code: 'centre-family',
            names: n('Keskustan perhekeskus', 'Centrums familjecenter', 'City Centre Family Centre'),
            profile: { perDay: 2.6, mood: 0.65, channels: counter, audiences: { adult: 70, 'next-of-kin': 30 }, swedish: 0.08 },
          },
          {
            code: 'rantala-family',
            names: n('Rantalan neuvola', 'Strandby rådgivning', 'Rantala Child Health Clinic'),
            profile: { perDay: 1.3, mood: 0.75, channels: counter, swedish: 0.35 },
          },
          {
            code: 'church-family',
            names: n('Kirkonkylän neuvola', 'Kyrkbyns rådgivning', 'Church Village Child Health Clinic'),
            profile: { perDay: 0.8, mood: 0.7, channels: counter, swedish: 0.12 },
          },
        ],
      },
      {
        code: 'pupils',
        service: 'pupils',
        names: n('Opiskeluhuolto', 'Elevvård', 'Pupil and student welfare'),
        below: [
          {
            code: 'school-health',
            names: n('Kouluterveydenhuolto', 'Skolhälsovården', 'School Health Care'),
            profile: { perDay: 3.2, mood: 0.3, channels: { web: 70, kiosk: 30 }, audiences: { child: 100 }, swedish: 0.12 },
          },
          {
            code: 'student-health',
            names: n('Opiskeluterveydenhuolto', 'Studerandehälsovården', 'Student Health Care'),
            profile: { perDay: 1.1, mood: 0.2, channels: { web: 60, qr: 40 }, swedish: 0.1 },
          },
        ],
      },
      {
        code: 'adult-social',
        service: 'social',
        names: n('Aikuissosiaalityö', 'Vuxensocialarbete', 'Adult social work'),
        below: [
          {
            code: 'centre-social',
            names: n('Keskustan sosiaalitoimisto', 'Centrums socialbyrå', 'City Centre Social Office'),
            profile: { perDay: 1.6, mood: -0.5, channels: counter, swedish: 0.05 },
          },
          {
            code: 'immigrant-social',
            names: n('Kotoutumispalvelut', 'Integrationstjänster', 'Integration Services'),
            profile: { perDay: 0.5, mood: 0.2, channels: counter },
          },
        ],
      },
      {
        code: 'disability',
        service: 'disability',
        names: n('Vammaispalvelut', 'Funktionshinderservice', 'Disability services'),
        below: [
          {
            code: 'pihlaja',
            names: n('Päivätoiminta Pihlaja', 'Dagverksamheten Rönnen', 'Pihlaja Day Centre'),
            profile: { perDay: 0.35, mood: 0.6, channels: home, audiences: { adult: 60, 'next-of-kin': 40 } },
          },
          {
            code: 'transport',
            names: n('Liikkumisen tuki', 'Stöd för rörlighet', 'Mobility Support'),
            profile: { perDay: 0.7, mood: -0.3, channels: { web: 70, paper: 30 } },
          },
        ],
      },
    ],
  },
  {
    code: 'older',
    names: n('Ikäihmisten palvelut', 'Äldreservice', 'Services for older people'),
    below: [
      {
        code: 'home-care',
        service: 'home-care',
        names: n('Kotihoito', 'Hemvård', 'Home care'),
        below: [
          {
            code: 'centre-home-care',
            names: n('Keskustan kotihoito', 'Centrums hemvård', 'City Centre Home Care'),
            profile: { perDay: 1.5, mood: 0, channels: home, audiences: { adult: 65, 'next-of-kin': 35 }, swedish: 0.08 },
          },
          {
            code: 'rantala-home-care',
            names: n('Rantalan kotihoito', 'Strandby hemvård', 'Rantala Home Care'),
            profile: { perDay: 0.8, mood: 0.25, channels: home, audiences: { adult: 65, 'next-of-kin': 35 }, swedish: 0.35 },
          },
          {
            code: 'islands-home-care',
            names: n('Saariston kotihoito', 'Skärgårdens hemvård', 'Archipelago Home Care'),
            profile: { perDay: 0.08, mood: 0.7, channels: { paper: 100 }, swedish: 0.75 },
          },
        ],
      },
      {
        code: 'housing',
        service: 'housing',
        names: n('Asumispalvelut', 'Boendeservice', 'Housing services'),
        below: [
          {
            code: 'onnela',
            names: n('Hoivakoti Onnela', 'Vårdhemmet Onnela', 'Onnela Care Home'),
            profile: { perDay: 0.5, mood: 0.3, everyDay: true, channels: home, audiences: { adult: 30, 'next-of-kin': 70 } },
          },
          {
            code: 'bjorkhem',
            names: n('Palvelukoti Koivula', 'Servicehuset Björkhem', 'Koivula Service Home'),
            profile: { perDay: 0.35, mood: 0.5, everyDay: true, channels: home, audiences: { adult: 30, 'next-of-kin': 70 }, swedish: 0.6 },
          },
        ],
      },
      {
        code: 'guidance',
        service: 'guidance',
        names: n('Asiakasohjaus', 'Klienthandledning', 'Client guidance'),
        below: [
          {
            code: 'older-guidance',
            names: n('Seniorineuvonta', 'Seniorrådgivningen', 'Advice for Older People'),
            profile: { perDay: 1, mood: 0.35, channels: { web: 50, qr: 30, paper: 20 }, swedish: 0.1 },
          },
        ],
      },
    ],
  },
]

/** A business id that nobody has and whose check digit holds. */
const businessId = '99999992'
const years = 2

export const demoSlug = 'esimerkkila'

/** The county as it stands on `endingOn`, with two years behind it. */
export function demoCounty(endingOn: string): DemoCounty {
  const last = dayNumber(endingOn)
  const from = dayOf(last - years * 365)
  const openedOn = dayOf(last - years * 365 - 31)
  // Half-way through, one unit moves from the outpatient clinics to the family centres.
  const moved = dayOf(last - 365)
  const names = n('Esimerkkilän hyvinvointialue', 'Exempelnejdens välfärdsområde', 'Example Wellbeing Services County')
  const units: DemoUnit[] = []
  const points: DemoPoint[] = []
  const services = new Map<string, DemoService>()
  let number = 100
  const add = (branch: Branch, place: { readonly kind: DemoUnit['kind']; readonly parent: string | null; readonly service: string | null }): void => {
    const service = branch.service ?? place.service
    if (branch.service !== undefined) services.set(branch.service, { code: branch.service, names: branch.names })
    const { profile = null } = branch
    units.push({
      code: branch.code,
      oid: `1.2.246.10.${businessId}.10.${number++}`,
      kind: place.kind,
      names: branch.names,
      serviceCode: service,
      parents:
        place.parent === null
          ? []
          : branch.code === 'church-family'
            ? [
                { code: 'outpatient', from: openedOn, until: moved },
                { code: place.parent, from: moved, until: null },
              ]
            : [{ code: place.parent, from: openedOn, until: null }],
      contact: profile === null ? {} : { phone: `029 000 ${String(1000 + units.length)}`, email: `${branch.code}@esimerkkila.example` },
      npsTarget: branch.target ?? null,
      openedOn,
      profile,
    })
    if (profile !== null) points.push(...pointsOf(branch, profile))
    const below = { service: 'service-unit', 'service-unit': 'point', sector: 'service', organisation: 'sector', point: 'point' } as const
    for (const child of branch.below ?? []) add(child, { kind: below[place.kind], parent: branch.code, service })
  }
  add({ code: 'county', names, below: tree, target: 60 }, { kind: 'organisation', parent: null, service: null })
  return { slug: demoSlug, names, services: [...services.values()], units, points, from, to: endingOn }
}

/** What the answers of an invitation by SMS come through is not a point; everything else has one per audience and channel. */
function pointsOf(branch: Branch, profile: DemoProfile): readonly DemoPoint[] {
  const audiences = Object.keys(profile.audiences ?? { adult: 1 }) as Audience[]
  const channels = (Object.keys(profile.channels) as Channel[]).filter((channel) => channel !== 'sms' && channel !== 'phone')
  return audiences.flatMap((audience) =>
    channels.map((channel) => ({
      code: `${letters(branch.code)}${audience.slice(0, 1)}${channel.slice(0, 1)}`,
      unitCode: branch.code,
      audience,
      channel,
      name: `${branch.names.fi}: ${audienceNames[audience]}, ${channelNames[channel]}`,
      languages: ['fi', 'sv', 'en'],
    })),
  )
}

/** A code's first ten letters with a check of the whole, so that no two units share one. */
function letters(code: string): string {
  let check = 0
  for (let index = 0; index < code.length; index += 1) check = (check * 31 + code.charCodeAt(index)) % 1296
  return `${code.replaceAll('-', '').slice(0, 10)}${check.toString(36).padStart(2, '0')}`
}

const audienceNames = { adult: 'aikuiset', child: 'lapset', 'next-of-kin': 'läheiset' } as const
const channelNames = { qr: 'juliste', web: 'verkkosivun linkki', kiosk: 'päätelaite', paper: 'paperilomakkeet' } as const
