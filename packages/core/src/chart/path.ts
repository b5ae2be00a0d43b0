/** In pixels; y grows downwards. */
export type Position = { readonly x: number; readonly y: number }

/** Hundredths of a pixel: shorter markup, nothing to be seen. */
export const rounded = (pixels: number): number => Math.round(pixels * 100) / 100

/** The `d` of an SVG path through the positions. */
export const linePath = (positions: readonly Position[]): string =>
  positions.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('')

/** Cuts a list wherever an item is null, and before an item for which `startsAnew` says so. */
export function runsOf<T>(items: readonly (T | null)[], startsAnew: (item: T) => boolean): readonly (readonly T[])[] {
  const runs: T[][] = []
  let open: T[] | null = null
  for (const item of items) {
    if (item === null) {
      open = null
      continue
    }
    if (open === null || startsAnew(item)) {
      open = []
      runs.push(open)
    }
    open.push(item)
  }
  return runs
}
