// An arc of an OID has no leading zero, so neither has the business id in it.
const oidForm = /^1\.2\.246\.10\.([1-9][0-9]{6,7})\.10\.([1-9][0-9]*(?:\.[1-9][0-9]*)*)$/
const weights = [7, 9, 10, 5, 8, 4, 2] as const

/** Is it a Finnish business id (without its hyphen, a leading zero may be missing) whose check digit holds? Weights 7,9,10,5,8,4,2 modulo 11 (Finnish Patent and Registration Office). */
export function isBusinessId(digits: string): boolean {
  if (!/^[0-9]{7,8}$/.test(digits)) return false
  const padded = digits.padStart(8, '0')
  const remainder = weights.reduce((sum, weight, index) => sum + weight * Number(padded[index]), 0) % 11
  if (remainder === 1) return false
  return Number(padded[7]) === (remainder === 0 ? 0 : 11 - remainder)
}

/** What is wrong with a unit's OID; `errors.<problem>` says it to the user. */
export type UnitOidProblem = 'unit-oid-form' | 'unit-oid-root' | 'unit-oid-business-id'

/** `businessId` in its usual form (`0208521-2`); `path` is what the organisation numbers itself: `1314` of `….10.1314`. */
export type UnitOid = { readonly businessId: string; readonly path: string }

/**
 * Reads the OID of a service unit in the national organisation register (code system 1.2.246.537.6.202.2008):
 * `1.2.246.10.<business id without hyphen and leading zero>.10.<n>[.<n>…]`.
 */
export function readUnitOid(oid: string): UnitOid | UnitOidProblem {
  if (!/^[0-2](\.(0|[1-9][0-9]*))+$/.test(oid)) return 'unit-oid-form'
  if (!oid.startsWith('1.2.246.10.')) return 'unit-oid-root'
  const [, digits, path] = oidForm.exec(oid) ?? []
  if (digits === undefined || path === undefined) return 'unit-oid-form'
  if (!isBusinessId(digits)) return 'unit-oid-business-id'
  const padded = digits.padStart(8, '0')
  return { businessId: `${padded.slice(0, 7)}-${padded.slice(7)}`, path }
}

export const isUnitOid = (oid: string): boolean => typeof readUnitOid(oid) !== 'string'
