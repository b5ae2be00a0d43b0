import { expect, test } from 'vitest'
import { buildTree, flatten } from './tree.ts'

const unit = (id: number, parentId: number | null, fi: string) => ({ id, parentId, names: { fi }, endedOn: null })
const tree = buildTree(
  [unit(3, 2, 'Vastaanotto 10'), unit(1, null, 'Alue'), unit(2, 1, 'Terveys'), unit(4, 2, 'Vastaanotto 9'), unit(5, 99, 'Irrallinen')],
  (each) => each.names.fi,
  new Intl.Collator('fi', { numeric: true }).compare,
)

test('puts children under their parents by name; one whose parent is not seen stands at the top', () => {
  expect(tree.roots.map((node) => node.name)).toEqual(['Alue', 'Irrallinen'])
  expect(flatten(tree.roots).map((node) => [node.depth, node.name])).toEqual([
    [0, 'Alue'],
    [1, 'Terveys'],
    [2, 'Vastaanotto 9'],
    [2, 'Vastaanotto 10'],
    [0, 'Irrallinen'],
  ])
})

test('knows the way down to a unit', () => {
  expect(tree.pathTo(3).map((node) => node.unit.id)).toEqual([1, 2, 3])
  expect(tree.pathTo(77)).toEqual([])
})

test('a search keeps what stands above what it finds', () => {
  expect(flatten(tree.roots, (node) => node.name.endsWith('9')).map((node) => node.unit.id)).toEqual([1, 2, 4])
})
