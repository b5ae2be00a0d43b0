/**
 * Which parts of a published total must be hidden so that no group of 0 < n < threshold can be worked out:
 * every small part, and while what is hidden sums to less than the threshold or is one part alone, the smallest part that is left.
 * (The greedy rule of complementary suppression for one total; parts of nobody are shown.)
 */
export function hiddenParts(parts: readonly number[], threshold: number): ReadonlySet<number> {
  const hidden = new Set<number>()
  parts.forEach((n, index) => {
    if (n > 0 && n < threshold) hidden.add(index)
  })
  const left = parts
    .map((n, index) => ({ n, index }))
    .filter(({ n, index }) => n > 0 && !hidden.has(index))
    .sort((a, b) => a.n - b.n)
  const sum = (): number => [...hidden].reduce((total, index) => total + (parts[index] ?? 0), 0)
  while (hidden.size > 0 && (hidden.size === 1 || sum() < threshold)) {
    const next = left.shift()
    if (next === undefined) break
    hidden.add(next.index)
  }
  return hidden
}
