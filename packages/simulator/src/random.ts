/** A seeded source of pseudo-random numbers: the same seed gives the same demo county for ever. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number
  /** Standard normal. */
  normal(): number
  /** How often something rare happened that is expected `mean` times. */
  poisson(mean: number): number
  pick<T>(from: readonly T[]): T
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K
  bytes(length: number): Uint8Array
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded through a 32-bit FNV-1a hash of `seed`. */
export function randomFrom(seed: string): Random {
  let hash = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193)
  let [a, b, c, counter] = [hash | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const word = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < 12; round += 1) word()
  const next = (): number => word() / 4_294_967_296
  // Box and Muller (1958).
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    normal,
    poisson(mean) {
      // Knuth (1969) by multiplication below 30, the normal approximation above.
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count += 1
      return count
    },
    pick(from) {
      const found = from[Math.floor(next() * from.length)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
    weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
      const entries = Object.entries(weights) as [K, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      const last = entries.at(-1)
      if (last === undefined) throw new RangeError('nothing to weigh')
      return last[0]
    },
    bytes(length) {
      const bytes = new Uint8Array(length)
      for (let index = 0; index < length; index += 1) bytes[index] = word() & 0xff
      return bytes
    },
  }
}
