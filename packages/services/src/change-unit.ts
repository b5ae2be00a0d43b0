import { DomainError } from '@kuulolla/core'
import { announcePointsOf, unitById, updateUnit } from '@kuulolla/db'
import { checkUnitFields, UnitFieldsInput, UnitId } from './unit-fields.ts'
import { defineVerb } from './verb.ts'

/** Names, kind, service, OID, contact and target of a unit; its pages follow at once. */
export const changeUnit = defineVerb({
  name: 'change-unit',
  permission: 'units:manage',
  input: UnitFieldsInput.extend({ unitId: UnitId }),
  async run({ tx }, { unitId, ...fields }) {
    if ((await unitById(tx, unitId)) === null) throw new DomainError('not-found', 'unit-not-found')
    await checkUnitFields(tx, fields, unitId)
    await updateUnit(tx, unitId, fields)
    await announcePointsOf(tx, { unitIds: [unitId] })
  },
  audit: ({ unitId, kind, serviceCode, oid }) => ({ target: `unit:${unitId}`, detail: { kind, serviceCode, oid } }),
})
