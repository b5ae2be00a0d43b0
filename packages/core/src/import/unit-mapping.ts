import { z } from 'zod'
import { Day } from '../calendar/day.ts'
import { Language } from '../language.ts'
import { UnitKind } from '../organisation/unit-tree.ts'
import { CsvDialect } from './csv-dialect.ts'

const Column = z.string().min(1).max(200)
const Kind = z.union([z.object({ constant: UnitKind }), z.object({ column: Column, values: z.record(z.string(), UnitKind) })])

/** A code's column, with what is put before it so that the codes of two levels never meet. */
const Code = z.object({ column: Column, prefix: z.string().max(40).default('') })

const described = {
  code: Code,
  /** A column per language; without any the code is the name. */
  names: z.record(Language, z.object({ column: Column, prefix: z.string().max(60).default('') })).refine((names) => Object.keys(names).length > 0),
  kind: Kind,
  oid: z.object({ column: Column }).optional(),
  serviceCode: z.object({ column: Column }).optional(),
  municipality: z.object({ column: Column }).optional(),
}

/** How a CSV file of units is read. */
export const UnitMapping = z.object({
  kind: z.literal('units'),
  source: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/),
  csv: CsvDialect.prefault({}),
  /** The day from which the file's tree holds; null: it has always held. */
  from: Day.nullable(),
  shape: z.discriminatedUnion('form', [
    /** Every line is one unit that names its parent. */
    z.object({ form: z.literal('list'), ...described, parent: Code, endedOn: z.object({ column: Column }).optional() }),
    /** Every line is a path from the top down. */
    z.object({ form: z.literal('path'), levels: z.array(z.object(described)).min(1).max(8) }),
  ]),
})
export type UnitMapping = z.infer<typeof UnitMapping>
