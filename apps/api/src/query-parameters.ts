import { parse } from '@kuulolla/services'
import { z } from 'zod'

/** What figures and exports are asked for with in an address; the verbs check the values. Every parameter is text, some may be repeated. */
export const FigureParameters = z.object({
  unit: z.array(z.coerce.number().int().positive()).max(500).optional(),
  childrenOf: z.coerce.number().int().positive().optional(),
  below: z.coerce.number().int().positive().optional(),
  audience: z.enum(['adult', 'child', 'next-of-kin']).default('adult'),
  measure: z.array(z.string().max(100)).max(40).optional(),
  grain: z.enum(['day', 'week', 'month', 'quarter', 'tertial', 'year']).default('month'),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  rolling: z.coerce.number().int().positive().optional(),
  ending: z.iso.date().optional(),
  tree: z.enum(['as-was', 'as-is']).default('as-was'),
  channel: z.enum(['sms', 'qr', 'web', 'kiosk', 'paper', 'phone']).optional(),
  role: z.enum(['self', 'assisted']).optional(),
})
export const FileParameters = z.object({
  format: z.enum(['csv', 'csv-fi', 'xlsx', 'json']).default('csv'),
  parts: z.enum(['all', 'data']).default('data'),
  language: z.string().max(20).default('fi'),
})
export const AnswerParameters = FigureParameters.pick({ unit: true, childrenOf: true, below: true, audience: true }).extend({
  from: z.iso.date(),
  to: z.iso.date(),
  texts: z.enum(['true', 'false']).default('false'),
})

const repeatable = new Set(['unit', 'measure'])

/** The parameters of an address as an object; those that may be repeated as lists. */
export function parametersOf(address: string): Readonly<Record<string, string | readonly string[]>> {
  const search = new URL(address).searchParams
  return Object.fromEntries([...new Set(search.keys())].map((key) => [key, repeatable.has(key) ? search.getAll(key) : (search.get(key) ?? '')]))
}

type Units = Pick<z.output<typeof FigureParameters>, 'unit' | 'childrenOf' | 'below'>

/** Named units, those right below one, one with everything below it, or all. */
export function unitsAsked({ unit, childrenOf, below }: Units): number[] | { childrenOf: number } | { below: number } | { all: true } {
  if (unit !== undefined) return unit
  if (childrenOf !== undefined) return { childrenOf }
  return below === undefined ? { all: true } : { below }
}

/** The part of a figure query that is not about units. `today` stands where an end is not given. */
export function figureQueryOf(asked: z.output<typeof FigureParameters>, today: string) {
  const { audience, measure, tree, channel, role } = asked
  const period =
    asked.rolling === undefined
      ? { grain: asked.grain, from: asked.from ?? today, to: asked.to ?? today }
      : { rolling: asked.rolling, ending: asked.ending ?? today }
  return {
    audience,
    tree,
    period,
    ...(measure === undefined ? {} : { measures: measure }),
    ...(channel === undefined ? {} : { channel }),
    ...(role === undefined ? {} : { role }),
  }
}

export function figureExportOf(address: string, today: string) {
  const parameters = parametersOf(address)
  const asked = parse(FigureParameters, parameters)
  return { ...figureQueryOf(asked, today), units: unitsAsked(asked), ...parse(FileParameters, parameters) }
}

export function answerExportOf(address: string) {
  const parameters = parametersOf(address)
  const { audience, from, to, texts, ...units } = parse(AnswerParameters, parameters)
  return { audience, from, to, texts: texts === 'true', units: unitsAsked(units), ...parse(FileParameters, parameters) }
}
