import type { LocalisedText } from '@kuulolla/core'

export type TreeUnit = { readonly id: number; readonly names: LocalisedText; readonly parentId: number | null; readonly endedOn: string | null }
export type TreeNode<U extends TreeUnit = TreeUnit> = {
  readonly unit: U
  readonly name: string
  readonly children: readonly TreeNode<U>[]
  readonly depth: number
}

export type UnitTree<U extends TreeUnit = TreeUnit> = {
  readonly roots: readonly TreeNode<U>[]
  readonly byId: ReadonlyMap<number, TreeNode<U>>
  /** From the top down to the unit itself; empty for one that is not in the tree. */
  readonly pathTo: (id: number) => readonly TreeNode<U>[]
}

/** Children stand in the order of their names. */
export function buildTree<U extends TreeUnit>(units: readonly U[], nameOf: (unit: U) => string, compare: (a: string, b: string) => number): UnitTree<U> {
  const known = new Set(units.map((unit) => unit.id))
  const childrenOf = new Map<number | null, U[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), unit])
  }
  const byId = new Map<number, TreeNode<U>>()
  const nodesBelow = (parent: number | null, depth: number): readonly TreeNode<U>[] =>
    (childrenOf.get(parent) ?? [])
      .map((unit) => {
        const node = { unit, name: nameOf(unit), depth, children: nodesBelow(unit.id, depth + 1) }
        byId.set(unit.id, node)
        return node
      })
      .sort((a, b) => compare(a.name, b.name))
  const roots = nodesBelow(null, 0)
  return {
    roots,
    byId,
    pathTo: (id) => {
      const path: TreeNode<U>[] = []
      let node = byId.get(id)
      while (node !== undefined) {
        path.unshift(node)
        node = node.unit.parentId === null ? undefined : byId.get(node.unit.parentId)
      }
      return path
    },
  }
}

/** The tree in reading order, as far as `keep` says; who keeps a node keeps those above it. */
export function flatten<U extends TreeUnit>(nodes: readonly TreeNode<U>[], keep: (node: TreeNode<U>) => boolean = () => true): readonly TreeNode<U>[] {
  return nodes.flatMap((node) => {
    const below = flatten(node.children, keep)
    return below.length > 0 || keep(node) ? [node, ...below] : []
  })
}
