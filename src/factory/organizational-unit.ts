import { findNearMatches } from './near-matches.ts'
import type { OrganizationalUnitEntry } from './organization-directory.ts'

export type UnitResolution = { readonly unit: OrganizationalUnitEntry } | { readonly code: string; readonly message: string }

/** `Name (ou-abcd-12345678)`, the form that names any OU without doubt. */
export const unitLabel = (unit: OrganizationalUnitEntry): string => `${unit.name} (${unit.id})`

/**
 * The OU that a launch names: `Name`, `Name (ou-…)`, a path of names `Parent/Child`, or the bare id. With `parity`
 * only what AWS takes: the name of a top-level OU, or `Name (ou-…)`.
 */
export function resolveOrganizationalUnit(
  units: readonly OrganizationalUnitEntry[],
  value: string,
  options: { parity: boolean },
): UnitResolution {
  const found = findUnits(units, value.trim(), options)
  const [unit] = found
  if (!unit) return notFound(units, value)
  if (found.length > 1) {
    const labels = found.map(unitLabel).join(', ')
    return { code: 'UnitAmbiguous', message: `There are ${found.length} OUs named '${value}': ${labels}. Name one of them in this form.` }
  }
  if (!unit.registered) {
    return {
      code: 'UnitNotRegistered',
      message: `The OU '${unitLabel(unit)}' is not registered with AWS Control Tower. Register it (EnableBaseline) or choose another OU.`,
    }
  }
  if (!unit.vendable) {
    return {
      code: 'UnitNotVendable',
      message: `Accounts cannot be made in the OU '${unitLabel(unit)}': it is the Security OU or below it.`,
    }
  }
  return { unit }
}

function findUnits(units: readonly OrganizationalUnitEntry[], value: string, options: { parity: boolean }): OrganizationalUnitEntry[] {
  const labelled = /^(.*?)\s*\((ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})\)$/.exec(value)
  if (labelled) return units.filter((unit) => unit.id === labelled[2] && unit.name === labelled[1])
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  if (options.parity) return units.filter((unit) => unit.name === value && !byId.has(unit.parentId))
  const sameId = byId.get(value)
  if (sameId) return [sameId]
  const samePath = units.filter((unit) => value.includes('/') && namePath(unit, byId) === value)
  if (samePath.length > 0) return samePath
  const named = units.filter((unit) => unit.name === value)
  // A registered one is meant before one that could not be used anyway.
  const usable = named.filter((unit) => unit.vendable)
  return usable.length > 0 ? usable : named.slice(0, 1)
}

function namePath(unit: OrganizationalUnitEntry, byId: ReadonlyMap<string, OrganizationalUnitEntry>): string {
  const parent = byId.get(unit.parentId)
  return parent ? `${namePath(parent, byId)}/${unit.name}` : unit.name
}

function notFound(units: readonly OrganizationalUnitEntry[], value: string): UnitResolution {
  const vendable = units.filter((unit) => unit.vendable)
  const near = findNearMatches(
    value,
    vendable.flatMap((unit) => [unit.name, unit.id]),
  )
  const meant = vendable.filter((unit) => near.includes(unit.name) || near.includes(unit.id))
  const hint = meant.length > 0 ? ` Did you mean ${meant.slice(0, 3).map(unitLabel).join(' or ')}?` : ''
  return { code: 'UnitNotFound', message: `There is no OU '${value}' in the organization.${hint}` }
}
