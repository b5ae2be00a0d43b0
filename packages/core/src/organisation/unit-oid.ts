const oidForm = /^1\.2\.246\.10\.([0-9]{7,8})\.10\.[1-9][0-9]*(\.[1-9][0-9]*)*$/
const weights = [7, 9, 10, 5, 8, 4, 2] as const

/** Is it a Finnish business id (without its hyphen, a leading zero may be missing) whose check digit holds? Weights 7,9,10,5,8,4,2 modulo 11 (Finnish Patent and Registration Office). */
export function isBusinessId(digits: string): boolean {
  if (!/^[0-9]{7,8}$/.test(digits)) return false
  const padded = digits.padStart(8, '0')
  const remainder = weights.reduce((sum, weight, index) => sum + weight * Number(padded[index]), 0) % 11
  if (remainder === 1) return false
  return Number(padded[7]) === (remainder === 0 ? 0 : 11 - remainder)
}

/**
 * Is it the OID of a service unit in the national organisation register (code system 1.2.246.537.6.202.2008):
 * `1.2.246.10.<business id>.10.<n>[.<n>…]` with a business id whose check digit holds?
 */
export function isUnitOid(oid: string): boolean {
  const businessId = oidForm.exec(oid)?.[1]
  return businessId !== undefined && isBusinessId(businessId)
}
