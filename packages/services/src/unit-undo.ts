import { firstCycleDay, LocalisedText, UnitKind, type ParentLink } from '@kuulolla/core'
import { parentLinks, unitKeys, unitsByIds, usedUnits, type ImportChange, type TenantTransaction, type UnitFields } from '@kuulolla/db'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

const State = z.object({
  unit: z.object({
    names: LocalisedText,
    kind: UnitKind,
    serviceCode: z.string().nullable(),
    oid: z.string().nullable(),
    municipality: z.string().nullable(),
    contact: z.record(z.string(), z.string()),
    npsTarget: z.number().nullable(),
    endedOn: z.string().nullable(),
  }),
  links: z.array(z.object({ unitId: z.number(), parentId: z.number(), from: z.string(), until: z.string().nullable() })),
})

/** What an import of units may change: the unit's own fields, its last day, and its place in the tree. */
export type UnitState = { readonly unit: UnitFields & { readonly endedOn: string | null }; readonly links: readonly ParentLink[] }

/** How these units are now. */
export async function unitStates(tx: TenantTransaction, unitIds: readonly number[]): Promise<ReadonlyMap<number, UnitState>> {
  const links = Map.groupBy(await parentLinks(tx), (link) => link.unitId)
  return new Map(
    (await unitsByIds(tx, unitIds)).map(({ id, names, kind, serviceCode, oid, municipality, contact, npsTarget, endedOn }) => [
      id,
      { unit: { names, kind, serviceCode, oid, municipality, contact, npsTarget, endedOn }, links: links.get(id) ?? [] },
    ]),
  )
}

export type UnitUndo = {
  readonly restore: readonly { readonly unitId: number; readonly state: UnitState }[]
  readonly remove: readonly number[]
  /** Changed by somebody since, in use by now, or impossible to put back where the tree is today. */
  readonly kept: number
}

/** What undoing these changes (the last first) can take back without destroying what came on top of them. */
export async function planUnitUndo(tx: TenantTransaction, changes: readonly ImportChange[]): Promise<UnitUndo> {
  const parsed = changes.map((change) => ({
    unitId: Number(change.target.slice('unit:'.length)),
    before: State.nullable().parse(change.before),
    after: State.safeParse(change.after).data ?? null,
  }))
  const now = await unitStates(
    tx,
    parsed.map(({ unitId }) => unitId),
  )
  const untouched = parsed.filter(({ unitId, after }) => after !== null && now.has(unitId) && isDeepStrictEqual(State.parse(now.get(unitId)), after))
  const restores = new Map(untouched.flatMap(({ unitId, before }) => (before === null ? [] : [[unitId, before] as const])))
  await leaveOutImpossible(tx, restores, now)
  const tree = replaced(await parentLinks(tx), restores)
  const remove = await removable(
    tx,
    untouched.flatMap(({ unitId, before }) => (before === null ? [unitId] : [])),
    tree,
  )
  return {
    restore: [...restores].map(([unitId, state]) => ({ unitId, state })),
    remove,
    kept: changes.length - restores.size - remove.length,
  }
}

const replaced = (links: readonly ParentLink[], restores: ReadonlyMap<number, UnitState>): readonly ParentLink[] => [
  ...links.filter((link) => !restores.has(link.unitId)),
  ...[...restores.values()].flatMap((state) => state.links),
]

/** Takes from `restores` what would leave a unit without its parent, with another's OID, or below itself. One left out may make room for none of the others, so all are looked at again. */
async function leaveOutImpossible(tx: TenantTransaction, restores: Map<number, UnitState>, now: ReadonlyMap<number, UnitState>): Promise<void> {
  const keys = await unitKeys(tx)
  const present = new Set(keys.map((key) => key.id))
  const links = await parentLinks(tx)
  for (let size = -1; size !== restores.size;) {
    size = restores.size
    const holders = new Map(keys.flatMap((key) => (key.oid === null ? [] : [[key.oid, key.id] as const])))
    for (const [unitId, state] of restores) {
      const holder = state.unit.oid === null ? unitId : (holders.get(state.unit.oid) ?? unitId)
      const tree = replaced(links, restores)
      const moves = !isDeepStrictEqual(state.links, now.get(unitId)?.links)
      const others = moves ? tree.filter((link) => link.unitId !== unitId) : []
      const possible =
        holder === unitId &&
        state.links.every((link) => present.has(link.parentId)) &&
        (!moves || state.links.every((link) => firstCycleDay(others, link) === null))
      if (!possible) {
        restores.delete(unitId)
        continue
      }
      // In the order in which they are written: an OID that one gives up, the next may take.
      const given = now.get(unitId)?.unit.oid
      if (given !== null && given !== undefined) holders.delete(given)
      if (state.unit.oid !== null) holders.set(state.unit.oid, unitId)
    }
  }
}

/** Leaves first: a unit can go once nothing stands on it or below it. */
async function removable(tx: TenantTransaction, made: readonly number[], tree: readonly ParentLink[]): Promise<readonly number[]> {
  const used = await usedUnits(tx, made)
  const going = new Set(made.filter((unitId) => !used.has(unitId)))
  for (let size = -1; size !== going.size;) {
    size = going.size
    for (const link of tree) if (!going.has(link.unitId)) going.delete(link.parentId)
  }
  return [...going]
}
