import { Day } from '../calendar/day.ts'
import type { LocalisedText } from '../language.ts'
import { isUnitOid } from '../organisation/unit-oid.ts'
import type { UnitKind } from '../organisation/unit-tree.ts'
import type { ImportRecord, RowProblem } from './csv-dialect.ts'
import type { UnitMapping } from './unit-mapping.ts'

/** A unit as a file tells it. What the file has no column for is undefined and stays as it is. */
export type WantedUnit = {
  readonly line: number
  readonly code: string
  readonly names: LocalisedText
  readonly kind: UnitKind
  readonly parentCode: string | null
  readonly oid?: string | null
  readonly serviceCode?: string | null
  readonly municipality?: string | null
  /** The last day on which it works. */
  readonly endedOn?: string | null
}

type Described = Pick<Extract<UnitMapping['shape'], { form: 'list' }>, 'code' | 'names' | 'kind' | 'oid' | 'serviceCode' | 'municipality'>

const codeForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/

/** Reads one line: the units it names, or everything that is wrong with it. */
export function readUnitRow(
  { shape }: UnitMapping,
  { line, record }: { readonly line: number; readonly record: ImportRecord },
): { readonly units: readonly WantedUnit[]; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = []
  const wrong = (field: string, reason: string, params?: RowProblem['params']): null => {
    problems.push({ line, field, reason, ...(params === undefined ? {} : { params }) })
    return null
  }
  const cell = (column: string): string => {
    const value = record[column]
    if (value === undefined) wrong(column, 'column-missing')
    return value?.trim() ?? ''
  }
  const optional = (column: string, valid: (text: string) => boolean, reason: string): string | null => {
    const text = cell(column)
    if (text === '') return null
    return valid(text) ? text : wrong(column, reason)
  }
  const codeOf = ({ column, prefix }: { readonly column: string; readonly prefix: string }): string => {
    const text = cell(column)
    if (text === '') wrong(column, 'missing')
    else if (!codeForm.test(prefix + text)) wrong(column, 'wrong-form')
    return prefix + text
  }
  const describe = (each: Described, parentCode: string | null): WantedUnit | null => {
    const code = codeOf(each.code)
    const names = Object.fromEntries(
      Object.entries(each.names).flatMap(([language, { column, prefix }]) => {
        const text = cell(column)
        return text === '' ? [] : [[language, `${prefix}${text}`]]
      }),
    )
    if (Object.keys(names).length === 0) wrong(Object.values(each.names)[0]?.column ?? '', 'missing')
    const kind = 'constant' in each.kind ? each.kind.constant : each.kind.values[cell(each.kind.column)]
    if (kind === undefined)
      return wrong('column' in each.kind ? each.kind.column : '', 'not-one-of', {
        allowed: 'values' in each.kind ? Object.keys(each.kind.values).join(', ') : '',
      })
    return {
      line,
      code,
      names,
      kind,
      parentCode,
      ...(each.oid === undefined ? {} : { oid: optional(each.oid.column, isUnitOid, 'oid-wrong') }),
      ...(each.serviceCode === undefined ? {} : { serviceCode: optional(each.serviceCode.column, () => true, 'wrong-form') }),
      ...(each.municipality === undefined ? {} : { municipality: optional(each.municipality.column, (text) => /^\d{3}$/.test(text), 'wrong-form') }),
    }
  }
  const units: (WantedUnit | null)[] = []
  if (shape.form === 'list') {
    const parentCode = cell(shape.parent.column) === '' ? null : codeOf(shape.parent)
    const unit = describe(shape, parentCode)
    const endedOn = shape.endedOn === undefined ? undefined : optional(shape.endedOn.column, (text) => Day.safeParse(text).success, 'not-a-day')
    units.push(unit === null || endedOn === undefined ? unit : { ...unit, endedOn })
  } else {
    let parentCode: string | null = null
    for (const level of shape.levels) {
      const unit = describe(level, parentCode)
      units.push(unit)
      parentCode = unit?.code ?? parentCode
    }
  }
  return { units: problems.length > 0 ? [] : units.filter((unit) => unit !== null), problems }
}
