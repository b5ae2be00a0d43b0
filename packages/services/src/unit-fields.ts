import { DomainError, isUnitOid, Language, UnitKind, type FieldProblem } from '@kuulolla/core'
import { services, unitIdByOid, type TenantTransaction } from '@kuulolla/db'
import { z } from 'zod'

export const UnitId = z.int().positive()

export const Names = z.record(Language, z.string().trim().min(1).max(200)).refine((names) => Object.keys(names).length > 0, { error: 'name-needed' })

const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)

export const UnitFieldsInput = z.object({
  names: Names,
  kind: UnitKind,
  serviceCode: optional(z.string().trim().min(1).max(60)),
  oid: optional(z.string().trim().refine(isUnitOid, { error: 'oid-wrong' })),
  municipality: optional(
    z
      .string()
      .trim()
      .refine((code) => /^[0-9]{3}$/.test(code), { error: 'municipality-wrong' }),
  ),
  contact: z
    .object({ email: z.email().optional(), phone: z.string().trim().min(1).max(40).optional(), address: z.string().trim().min(1).max(300).optional() })
    .transform(({ email, phone, address }) => ({
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(address === undefined ? {} : { address }),
    }))
    .prefault({}),
  npsTarget: optional(z.number().min(-100).max(100)),
})

/** What the database would refuse, said at its field. */
export async function checkUnitFields(tx: TenantTransaction, fields: z.output<typeof UnitFieldsInput>, unitId: number | null): Promise<void> {
  const problems: FieldProblem[] = []
  if (fields.serviceCode !== null && !(await services(tx)).some((service) => service.code === fields.serviceCode))
    problems.push({ field: 'serviceCode', message: 'service-unknown' })
  if (fields.oid !== null) {
    const holder = await unitIdByOid(tx, fields.oid)
    if (holder !== null && holder !== unitId) problems.push({ field: 'oid', message: 'oid-taken' })
  }
  if (problems.length > 0) throw new DomainError('invalid', 'invalid-input', problems)
}
