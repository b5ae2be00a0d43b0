import type { FigureValue } from './figure.ts'

/** `current − previous` in the figure's units; null unless both are shown. Says nothing about chance. */
export function changeBetween(current: FigureValue, previous: FigureValue): number | null {
  if (current.state !== 'shown' || previous.state !== 'shown') return null
  return current.estimate.value - previous.estimate.value
}
