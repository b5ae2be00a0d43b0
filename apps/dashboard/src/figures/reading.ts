import { audiences, type Audience } from '@kuulolla/core'
import type { Accessor } from 'solid-js'
import type { Outputs } from '../client.ts'
import { createQuery, type Query } from '../data/query.ts'
import { useTenant } from '../session/Tenant.tsx'
import { rangeBefore, rangeOf, trendOf, windowOf, type View } from './view.ts'

export type FigureTable = Outputs['figures']['read']
export type ChannelCounts = Outputs['figures']['channels']

export type Sheet = {
  /** What was asked, so that words never stand beside another view's numbers. */
  readonly unitId: number
  readonly view: View
  readonly now: FigureTable
  readonly before: FigureTable
  readonly trend: FigureTable
  readonly channels: ChannelCounts
  /** Audiences that have answered at all in the trend's days. */
  readonly present: readonly Audience[]
  readonly loadedAt: string
}

/** Everything on a unit's page, asked in one go so that it is of one moment. */
export function createSheet(unitId: Accessor<number | undefined>, view: Accessor<View>, today: Accessor<string>): Query<Sheet> {
  const { client } = useTenant()
  return createQuery(
    () => {
      const id = unitId()
      return id === undefined ? undefined : { id, view: view(), today: today() }
    },
    async ({ id, view, today }, signal): Promise<Sheet> => {
      const { audience, tree, channel, role } = view
      const common = { units: [id], audience, tree, ...(channel === null ? {} : { channel }), ...(role === null ? {} : { role }) }
      const range = rangeOf(view.period, today)
      const trend = trendOf(view, today)
      const options = { signal }
      const [now, before, steps, channels, ...counts] = await Promise.all([
        client.figures.read.query({ ...common, period: windowOf(range) }, options),
        client.figures.read.query({ ...common, period: windowOf(rangeBefore(view.period, today)) }, options),
        client.figures.read.query({ ...common, period: trend }, options),
        client.figures.channels.query({ unitId: id, audience, tree, from: range.from, to: range.to }, options),
        ...audiences.map((each) => client.figures.channels.query({ unitId: id, audience: each, tree, from: trend.from, to: trend.to }, options)),
      ])
      return {
        unitId: id,
        view,
        now,
        before,
        trend: steps,
        channels,
        // Too few to count is still somebody.
        present: audiences.filter((_, index) => counts[index]?.total !== 0),
        loadedAt: new Date().toISOString(),
      }
    },
  )
}
