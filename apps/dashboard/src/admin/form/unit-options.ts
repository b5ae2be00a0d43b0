import { inLanguage, type LocalisedText } from '@kuulolla/core'
import type { Option } from '@kuulolla/ui'

export type TreeUnit = { readonly id: number; readonly names: LocalisedText; readonly parentId: number | null }
export type TreeNode<U extends TreeUnit> = { readonly unit: U; readonly depth: number; readonly path: readonly string[] }

/** The units in the order of their tree, siblings by name; a unit whose parent is not among them stands at the top. */
export function inTreeOrder<U extends TreeUnit>(
  units: readonly U[],
  reader: { readonly language: string; readonly compare: (a: string, b: string) => number },
): readonly TreeNode<U>[] {
  const known = new Set(units.map((unit) => unit.id))
  const below = new Map<number | null, U[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null
    below.set(parent, [...(below.get(parent) ?? []), unit])
  }
  const nameOf = (unit: U): string => inLanguage(unit.names, reader.language)
  const walk = (parent: number | null, depth: number, path: string[]): { unit: U; depth: number; path: string[] }[] =>
    [...(below.get(parent) ?? [])]
      .sort((a, b) => reader.compare(nameOf(a), nameOf(b)))
      .flatMap((unit) => [{ unit, depth, path }].concat(walk(unit.id, depth + 1, path.concat(nameOf(unit)))))
  return walk(null, 0, [])
}

/** For a select: indented by depth, which a list of names alone would not show. */
export function unitOptions<U extends TreeUnit>(nodes: readonly TreeNode<U>[], language: string): readonly Option[] {
  return nodes.map(({ unit, depth }) => ({ value: String(unit.id), label: `${'\u2003'.repeat(depth)}${inLanguage(unit.names, language)}` }))
}
