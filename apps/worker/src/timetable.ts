import type { RepeatOptions } from 'bullmq'

export type JobName = 'sweep' | 'recount' | 'retention' | 'rotation'

export type Timing = {
  readonly repeat: Omit<RepeatOptions, 'key'>
  /** How often it is tried in all before it waits for its next time. */
  readonly attempts: number
  /** Milliseconds before the second try; each further pause is twice as long. */
  readonly pauseMs: number
}
export type Timetable = Readonly<Record<JobName, Timing>>

const timeZone = 'Europe/Helsinki'
const nightly = { attempts: 4, pauseMs: 60_000 } as const

/** When each job runs. A job is a nudge: what it works on is in the database, so a lost one loses nothing. */
export const usualTimes: Timetable = {
  // The next sweep is soon enough a second try.
  sweep: { repeat: { every: 15_000 }, attempts: 1, pauseMs: 0 },
  rotation: { repeat: { pattern: '0 2 * * *', tz: timeZone }, ...nightly },
  recount: { repeat: { pattern: '30 2 * * *', tz: timeZone }, ...nightly },
  retention: { repeat: { pattern: '0 3 * * *', tz: timeZone }, ...nightly },
}

export const isJobName = (name: string): name is JobName => Object.hasOwn(usualTimes, name)
