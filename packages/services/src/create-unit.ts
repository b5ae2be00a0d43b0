import { Day, DomainError } from '@kuulolla/core'
import { insertUnit, lockTree, replaceLinks, unitById, unitIdByCode } from '@kuulolla/db'
import { z } from 'zod'
import { checkUnitFields, UnitFieldsInput, UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/)

/** A new unit under a parent (null: at the top) from a day on. Without a code it gets one. */
export const createUnit = defineVerb({
  name: 'create-unit',
  permission: 'units:manage',
  input: UnitFieldsInput.extend({ parentId: UnitId.nullable(), from: Day, code: Code.nullable().default(null) }),
  async run({ tx }, input) {
    await lockTree(tx)
    await checkUnitFields(tx, input, null)
    if (input.parentId !== null) {
      const parent = await unitById(tx, input.parentId)
      if (parent === null) throw new DomainError('invalid', 'invalid-input', [{ field: 'parentId', message: 'unit-not-found' }])
      if (parent.endedOn !== null) throw new DomainError('invalid', 'invalid-input', [{ field: 'parentId', message: 'parent-ended' }])
    }
    if (input.code !== null && (await unitIdByCode(tx, input.code)) !== null)
      throw new DomainError('invalid', 'invalid-input', [{ field: 'code', message: 'code-taken' }])
    const { parentId, from, code: given, ...fields } = input
    const code = given ?? (await freeCode(tx, Object.values(fields.names)[0] ?? 'unit'))
    const unitId = await insertUnit(tx, { ...fields, code, openedOn: from })
    if (parentId !== null) await replaceLinks(tx, unitId, [{ unitId, parentId, from, until: null }])
    return { unitId, code }
  },
  audit: (input, output) => ({ target: `unit:${output.unitId}`, detail: { code: output.code, parentId: input.parentId, from: input.from } }),
})

async function freeCode(tx: Parameters<typeof unitIdByCode>[0], name: string): Promise<string> {
  const base =
    name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'unit'
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}-${n}`
    if ((await unitIdByCode(tx, code)) === null) return code
  }
}
