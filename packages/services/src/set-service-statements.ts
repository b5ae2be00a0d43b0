import { DomainError, fewestStatements, MeasureCode, mostStatements, audiences, type FieldProblem } from '@kuulolla/core'
import { announcePointsOf, measures, replaceServiceStatements, services } from '@kuulolla/db'
import { z } from 'zod'
import { defineVerb } from './verb.ts'

/** Which of the standard's statements a service asks. For an audience of which none or all are chosen, it asks them all. */
export const setServiceStatements = defineVerb({
  name: 'set-service-statements',
  permission: 'units:manage',
  input: z.object({ serviceCode: z.string(), measures: z.array(MeasureCode).max(60) }),
  async run({ tx }, input) {
    if (!(await services(tx)).some((service) => service.code === input.serviceCode)) throw new DomainError('not-found', 'service-unknown')
    const statements = (await measures(tx, null)).filter((measure) => measure.standard !== null && measure.scale !== 'nps')
    const chosen = new Set(input.measures)
    const problems: FieldProblem[] = input.measures
      .filter((code) => !statements.some((measure) => measure.code === code))
      .map((code) => ({ field: `measures.${code}`, message: 'measure-unknown', params: { measure: code } }))
    const rows: string[] = []
    let restricted = false
    for (const audience of audiences) {
      const of = statements.filter((measure) => measure.audience === audience)
      const asked = of.filter((measure) => chosen.has(measure.code))
      const all = asked.length === 0 || asked.length === of.length
      rows.push(...(all ? of : asked).map((measure) => measure.code))
      if (all) continue
      restricted = true
      if (asked.length < fewestStatements) problems.push({ field: audience, message: 'statements-too-few', params: { minimum: fewestStatements } })
      if (asked.length > mostStatements) problems.push({ field: audience, message: 'statements-too-many', params: { maximum: mostStatements } })
    }
    if (problems.length > 0) throw new DomainError('invalid', 'invalid-input', problems)
    await replaceServiceStatements(tx, input.serviceCode, restricted ? rows : [])
    await announcePointsOf(tx, { serviceCode: input.serviceCode })
  },
  audit: ({ serviceCode, measures }) => ({ target: `service:${serviceCode}`, detail: { measures } }),
})
