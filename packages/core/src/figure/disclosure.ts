/**
 * What a filtered figure could be subtracted from by somebody who may read all of them: the same cell without the filter and,
 * where both channel and role are filtered by, the cell with only one of the two.
 */
export type Wider<T> = { readonly all: T } | { readonly all: T; readonly channel: T; readonly role: T }

/** Would publishing a number of `n` people tell of fewer than `threshold`? Nobody is not a small group. */
export const isSmall = (n: number, threshold: number): boolean => n > 0 && n < threshold

/**
 * Sizes of the groups that are known once `own` and the wider cells are: what the filter left out.
 * With both filters set the fourth cell of the two-by-two table follows as well. @throws RangeError if a part is larger than its whole.
 */
export function complementsOf(own: number, wider: Wider<number> | null): readonly number[] {
  if (wider === null) return []
  const complements =
    'channel' in wider ? [wider.all - own, wider.channel - own, wider.role - own, wider.all - wider.channel - wider.role + own] : [wider.all - own]
  if (complements.some((n) => n < 0)) throw new RangeError('a filtered count is larger than the whole')
  return complements
}

export function mapWider<T, U>(wider: Wider<T> | null, map: (value: T) => U): Wider<U> | null {
  if (wider === null) return null
  return 'channel' in wider ? { all: map(wider.all), channel: map(wider.channel), role: map(wider.role) } : { all: map(wider.all) }
}
