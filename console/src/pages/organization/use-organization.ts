import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import type { OrganizationTree, Unit } from '../../lib/types.ts'

/** The roots and units of the organization, with the accounts in each counted. */
export function useOrganization() {
  return useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
}

/** Reads anew what an action may have changed: the tree, accounts, tags, policies. */
export function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  const keys = ['organization', 'accounts', 'tags', 'policies']
  return () => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}

/** The unit and those above it, the root first. */
export function lineOf(units: readonly Unit[], id: string | undefined): Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const line: Unit[] = []
  for (let unit = byId.get(id ?? ''); unit && !line.includes(unit); unit = byId.get(unit.parentId ?? '')) line.unshift(unit)
  return line
}
