import { UnitMapping, type Actor } from '@kuulolla/core'
import { createTestDatabase, type TestDatabase } from '@kuulolla/db/testing'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeUnit } from './change-unit.ts'
import { createTenant } from './create-tenant.ts'
import { createUnit } from './create-unit.ts'
import { importUnits } from './import-units.ts'
import { listUnitsAdmin } from './list-units-admin.ts'
import { moveUnit } from './move-unit.ts'
import { previewUndoImport } from './preview-undo-import.ts'
import { readUnitAdmin } from './read-unit-admin.ts'
import { undoImport } from './undo-import.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const mapping = UnitMapping.parse({
  kind: 'units',
  source: 'register',
  from: '2026-02-01',
  shape: {
    form: 'list',
    code: { column: 'code' },
    names: { fi: { column: 'name' } },
    kind: { constant: 'service-unit' },
    parent: { column: 'parent' },
  },
})
let tenants = 0

/** A tenant with `file` imported, and hands to change it and look at it. */
async function makeTenant() {
  tenants += 1
  const dependencies = { db: database.app, now: () => new Date('2026-03-20T10:00:00Z'), randomBytes }
  const { tenantId } = await createTenant(dependencies, { slug: `undo-${tenants}`, names: { fi: 'Alue' }, kind: 'county' })
  const actor: Actor = { kind: 'system', tenantId, job: 'test' }
  const send = async (lines: readonly string[]): Promise<number> => {
    const report = await importUnits.call(dependencies, actor, { mapping, fileName: 'u.csv', file: ['code,name,parent', ...lines].join('\n') })
    expect(report.problems).toEqual([])
    return report.batchId ?? 0
  }
  const units = async () => (await listUnitsAdmin.call(dependencies, actor, { day: '2026-06-01' })).units
  const shape = async () => {
    const found = await units()
    const codeOf = (id: number | null) => found.find((unit) => unit.id === id)?.code ?? null
    return found.map((unit) => `${unit.code} ${unit.names['fi']} < ${codeOf(unit.parentId)}`)
  }
  const idOf = async (code: string): Promise<number> => (await units()).find((unit) => unit.code === code)?.id ?? 0
  const undo = async (batchId: number) => {
    const { removes, restores, kept } = await previewUndoImport.call(dependencies, actor, { batchId })
    const done = await undoImport.call(dependencies, actor, { batchId })
    // What was said beforehand is what was done.
    expect(done).toEqual({ undone: removes + restores, kept })
    return { removes, restores, kept }
  }
  return { dependencies, actor, send, shape, idOf, undo }
}

const first = ['top,Top,', 'a,A,top', 'b,B,top', 'c,C,a']

test('undoing an import of units keeps what people have changed since', async () => {
  const { dependencies, actor, send, shape, idOf, undo } = await makeTenant()
  await send(first)
  const second = await send(['a,A2,top', 'b,B2,top', 'c,C2,b', 'd,D,a', 'e,E,a'])
  const [a, b, c, d] = [await idOf('a'), await idOf('b'), await idOf('c'), await idOf('d')]
  await changeUnit.call(dependencies, actor, { unitId: a, names: { fi: 'A by hand' }, kind: 'service', contact: { phone: '010' } })
  await moveUnit.call(dependencies, actor, { unitId: c, parentId: a, from: '2026-05-01' })
  await changeUnit.call(dependencies, actor, { unitId: d, names: { fi: 'D by hand' }, kind: 'service' })
  expect(await undo(second)).toEqual({ removes: 1, restores: 1, kept: 3 })
  expect(await shape()).toEqual(['a A by hand < top', 'b B < top', 'c C2 < a', 'd D by hand < a', 'top Top < null'])
  const { links } = await readUnitAdmin.call(dependencies, actor, { unitId: c })
  expect(links.filter((link) => link.until !== null && link.from === '2026-02-01').map((link) => link.parentId)).toEqual([b])
})

test('nothing changed since: everything goes back, the made units leaf by leaf', async () => {
  const { send, shape, undo } = await makeTenant()
  const batch = await send(first)
  const before = await shape()
  const second = await send(['x,X,top', 'a,A2,x', 'y,Y,a'])
  expect(await undo(second)).toEqual({ removes: 2, restores: 1, kept: 0 })
  expect(await shape()).toEqual(before)
  expect(await undo(batch)).toEqual({ removes: 4, restores: 0, kept: 0 })
  expect(await shape()).toEqual([])
})

test('a move that would now put a unit below itself is left out, and so is a unit that others have come to stand under', async () => {
  const { dependencies, actor, send, shape, idOf, undo } = await makeTenant()
  await send(['top,Top,', 'a,A,top', 'b,B,a'])
  const second = await send(['b,B,top', 'n,N,top'])
  await moveUnit.call(dependencies, actor, { unitId: await idOf('a'), parentId: await idOf('b'), from: '2026-02-01' })
  await createUnit.call(dependencies, actor, { names: { fi: 'Below' }, kind: 'service-unit', parentId: await idOf('n'), from: '2026-03-01' })
  const before = await shape()
  expect(await undo(second)).toEqual({ removes: 0, restores: 0, kept: 2 })
  expect(await shape()).toEqual(before)
})
