/** What a suite says of one oracle file (or folder): `failures` in words, one per failed case. */
export type SuiteResult = { readonly passed: number; readonly total: number; readonly failures: readonly string[] }

export type Suite = (path: string) => Promise<SuiteResult>

/** Collects what differs in each case; a case passes when nothing does. */
export class Cases {
  #total = 0
  readonly #failures: string[] = []

  /** `compare` returns what differs, in words. An error thrown in it is a failure of the case, not of the run. */
  check(name: string, compare: () => readonly (string | null)[]): void {
    this.#total += 1
    let differences: readonly (string | null)[]
    try {
      differences = compare()
    } catch (error) {
      differences = [String(error)]
    }
    const told = differences.filter((difference) => difference !== null)
    if (told.length > 0) this.#failures.push(`${name}: ${told.join('; ')}`)
  }

  result(): SuiteResult {
    return { passed: this.#total - this.#failures.length, total: this.#total, failures: this.#failures }
  }
}

export type Tolerance = 'exact' | { readonly absolute: number } | { readonly relative: number }

/** The oracles' default: |a − b| ≤ 1e-9·max(1, |b|). */
export const byDefault: Tolerance = { relative: 1e-9 }

/** What is wrong with `actual`, or null. `null` equals only `null`. */
export function difference(
  field: string,
  actual: number | string | null | undefined,
  expected: { readonly value: number | string | null; readonly within: Tolerance },
): string | null {
  const { value, within } = expected
  const told = `${field} is ${String(actual)}, expected ${String(value)}`
  if (actual === undefined) return told
  if (typeof actual !== 'number' || typeof value !== 'number' || within === 'exact') return actual === value ? null : told
  const allowed = 'absolute' in within ? within.absolute : within.relative * Math.max(1, Math.abs(value))
  return Math.abs(actual - value) <= allowed ? null : told
}
