/** What came in of one external id, and what is stored of it. */
type Versioned = { readonly externalId: string; readonly version: number }

/**
 * Of deliveries in the order they came (at least once, in any order): the one of each external id that takes effect,
 * that is the first with the highest version above the stored one. A tombstone's version counts as stored.
 */
export function newestOfEach<T extends Versioned>(
  deliveries: readonly T[],
  stored: ReadonlyMap<string, number>,
): { readonly effective: readonly T[]; readonly unchanged: number } {
  const newest = new Map<string, T>()
  for (const delivery of deliveries) {
    const known = newest.get(delivery.externalId)?.version ?? stored.get(delivery.externalId)
    if (known === undefined || delivery.version > known) newest.set(delivery.externalId, delivery)
  }
  return { effective: [...newest.values()], unchanged: deliveries.length - newest.size }
}
