import type { Unit } from '../../lib/types.ts'

export interface TreeRow {
  readonly unit: Unit
  /** 0 is the root. */
  readonly depth: number
  readonly expandable: boolean
  /** Place among its siblings, from 1, and how many they are. */
  readonly position: number
  readonly siblings: number
}

/** The units in the order of a tree, siblings by name; what lies below a closed one is left out. */
export function flattenTree(units: readonly Unit[], isOpen: (unit: Unit) => boolean = () => true): TreeRow[] {
  const children = childrenOf(units)
  const below = (parentId: string | null, depth: number): TreeRow[] => {
    const siblings = children.get(parentId) ?? []
    return siblings.flatMap((unit, index) => [
      { unit, depth, expandable: children.has(unit.id), position: index + 1, siblings: siblings.length },
      ...(isOpen(unit) ? below(unit.id, depth + 1) : []),
    ])
  }
  return below(null, 0)
}

/** Children by their parent's id, sorted by name; null holds the roots. */
export function childrenOf(units: readonly Unit[]): Map<string | null, Unit[]> {
  const sorted = [...units].sort((a, b) => a.name.localeCompare(b.name))
  return Map.groupBy(sorted, ({ parentId }) => parentId)
}

/** Accounts in the unit and everything below it. */
export function totalAccounts(unit: Unit, children: Map<string | null, Unit[]>): number {
  return (children.get(unit.id) ?? []).reduce((sum, child) => sum + totalAccounts(child, children), unit.accounts)
}

/** The units whose path or id holds the text, and those above them, so that what is left is a tree. */
export function findInTree(units: readonly Unit[], text: string): readonly Unit[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return units
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const found = new Set<Unit>()
  for (const unit of units) {
    if (!`${unit.name} ${unit.id}`.toLowerCase().includes(wanted) && !unit.path.toLowerCase().includes(wanted)) continue
    for (let above: Unit | undefined = unit; above && !found.has(above); above = byId.get(above.parentId ?? '')) found.add(above)
  }
  return units.filter((unit) => found.has(unit))
}
