import type { Standard, StandardMeasure } from './standard.ts'
import { standardSource } from './standard.ts'

/** What a tenant has of a measure; wordings oldest first within a language. */
export type HeldMeasure = {
  readonly code: string
  readonly scale: string
  readonly wordings: readonly { readonly language: string; readonly text: string; readonly official: boolean; readonly source: string }[]
}

export type Lacking = {
  readonly measures: readonly StandardMeasure[]
  readonly wordings: readonly {
    readonly measure: string
    readonly language: string
    readonly text: string
    readonly official: false
    readonly source: string
  }[]
  /** Codes that the tenant measures on another scale: their figures would become something else. */
  readonly clashing: readonly string[]
}

/** Shipped wordings of any year; what an authority or the tenant itself has worded is never set aside for them. */
const shipped = /^Kuulolla \d{4}$/

/** What of a standard a tenant has not, or has in an older wording of the standard's own. */
export function lackingOf({ measures }: Standard, held: readonly HeldMeasure[]): Lacking {
  const byCode = new Map(held.map((measure) => [measure.code, measure]))
  const wordings = measures.flatMap(({ code, wordings: words }) =>
    Object.entries(words).flatMap(([language, text]) => {
      const newest = byCode.get(code)?.wordings.findLast((wording) => wording.language === language)
      const wanted = newest === undefined || (!newest.official && shipped.test(newest.source) && newest.text !== text)
      return wanted ? [{ measure: code, language, text, official: false as const, source: standardSource }] : []
    }),
  )
  return {
    measures: measures.filter(({ code }) => !byCode.has(code)),
    wordings,
    clashing: measures.flatMap(({ code, scale }) => ((byCode.get(code)?.scale ?? scale) === scale ? [] : [code])),
  }
}
