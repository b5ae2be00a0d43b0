import type { FigureDefinition } from './figure.ts'

const reichheld = 'Reichheld 2003, Harvard Business Review 81(12); interval: Rocks 2016, The American Statistician 70(4)'
const wilson = 'interval: Wilson 1927, JASA 22(158)'

/** The most options a choice question has. */
const mostOptions = 12

export const npsDefinition: FigureDefinition = { id: 'nps', version: 1, statistic: 'nps', source: reichheld, formula: 'figures.formula.nps' }

/** Which steps count as agreement is our assumption, not an authority's word. */
export const agreementShareDefinition: FigureDefinition = {
  id: 'agreement-share',
  version: 1,
  statistic: 'share',
  source: wilson,
  formula: 'figures.formula.agreement-share',
}

export const meanDefinition: FigureDefinition = {
  id: 'mean',
  version: 1,
  statistic: 'mean',
  source: 'interval: Student 1908, Biometrika 6(1)',
  formula: 'figures.formula.mean',
}

export const answersDefinition: FigureDefinition = { id: 'answers', version: 1, statistic: 'count', source: 'count', formula: 'figures.formula.answers' }

/** `option` from 1. */
export function shareOfOptionDefinition(option: number): FigureDefinition {
  return { id: `share-of-option-${option}`, version: 1, statistic: 'share', source: wilson, formula: 'figures.formula.share-of-option' }
}

/** Every definition that a figure may name. */
export const figureDefinitions: readonly FigureDefinition[] = [
  npsDefinition,
  agreementShareDefinition,
  meanDefinition,
  answersDefinition,
  ...Array.from({ length: mostOptions }, (_, index) => shareOfOptionDefinition(index + 1)),
]
