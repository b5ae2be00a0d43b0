/**
 * A scale says which codes an answer may take and what score each code stands for.
 * Codes are what is stored; they never change their meaning.
 *
 * −2 not asked, −1 skipped, 0 does not concern me, 1…options the options in ascending order.
 * So the NPS answer "0" is code 1 and "10" is code 11: `score = code + firstScore − 1`.
 */
export const notAsked = -2
export const skipped = -1
export const notConcerned = 0

export type ScaleId = 'nps' | 'agree' | 'faces' | 'choice'

export type Scale = {
  readonly id: ScaleId
  /** Number of options; of a `choice` the item says it. */
  readonly options: number
  /** Score of code 1. */
  readonly firstScore: number
  /** May be answered by "does not concern me". */
  readonly mayNotConcern: boolean
}

export const scales = {
  /** Likelihood to recommend, 0–10 (Reichheld 2003). */
  nps: { id: 'nps', options: 11, firstScore: 0, mayNotConcern: false },
  /** Five steps, fully disagree (1) … fully agree (5). */
  agree: { id: 'agree', options: 5, firstScore: 1, mayNotConcern: true },
  /** Five faces, very sad (1) … very happy (5): the children's form of `agree`. */
  faces: { id: 'faces', options: 5, firstScore: 1, mayNotConcern: true },
} as const satisfies Record<Exclude<ScaleId, 'choice'>, Scale>
