import type { Unit } from '../../lib/types.ts'

export interface TreeRow {
  readonly unit: Unit
  /** 0 is the root. */
  readonly depth: number
}

/** The units in the order of a tree, siblings by name. */
export function flattenTree(units: readonly Unit[]): TreeRow[] {
  const children = childrenOf(units)
  const visit = (unit: Unit, depth: number): TreeRow[] => [
    { unit, depth },
    ...(children.get(unit.id) ?? []).flatMap((child) => visit(child, depth + 1)),
  ]
  return (children.get(null) ?? []).flatMap((root) => visit(root, 0))
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
