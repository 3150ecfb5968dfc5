import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { api } from '../../lib/api.ts'
import type { AccountPage, Unit } from '../../lib/types.ts'
import { type AccountRow, accountRows } from './account-rows.ts'
import type { Loaded } from './unit-loader.tsx'
import { findInTree } from './unit-tree.ts'
import { lineOf } from './use-organization.ts'

/** A small organization stands open; of a larger one the root does. */
const openAtFirst = 10
export const mostFound = 100

export interface AccountTree {
  readonly rows: readonly AccountRow[]
  /** Units whose accounts are to be read. */
  readonly reading: readonly string[]
  readonly onLoaded: (unitId: string, loaded: Loaded | undefined) => void
  readonly readMore: (unitId: string) => void
  readonly toggle: (unit: Unit) => void
  /** Accounts that a search found, and how many there are of them. */
  readonly found: { readonly shown: number; readonly total: number } | undefined
  readonly searching: boolean
  readonly error: Error | null
}

/**
 * Rows of the organization's tree. Without a search a unit's accounts are read when it is opened; a search leaves the units that match
 * and the accounts that match, each where it lies.
 */
export function useAccountTree(units: readonly Unit[], search: string, unitInAddress: string | undefined): AccountTree {
  const { isOpen, toggle } = useOpenUnits(units, unitInAddress)
  const [loaded, setLoaded] = useState<ReadonlyMap<string, Loaded>>(new Map())
  const onLoaded = useCallback((unitId: string, accounts: Loaded | undefined): void => {
    setLoaded((old) => {
      const next = new Map(old)
      if (accounts) next.set(unitId, accounts)
      else next.delete(unitId)
      return next
    })
  }, [])
  const found = useQuery({
    queryKey: ['accounts', 'tree', search],
    queryFn: () => api.get<AccountPage>('/accounts', { search, sort: 'name', limit: mostFound }),
    enabled: search !== '',
  })
  const page = search === '' ? undefined : found.data
  const rows = useMemo(
    () => (search === '' ? accountRows(units, isOpen, ({ id }) => loaded.get(id)) : foundRows(units, search, page)),
    [units, search, isOpen, loaded, page],
  )
  return {
    rows,
    reading: search === '' ? rows.flatMap((row) => (row.kind === 'unit' && row.open && row.unit.accounts > 0 ? [row.unit.id] : [])) : [],
    onLoaded,
    readMore: (unitId) => loaded.get(unitId)?.readMore(),
    toggle,
    found: page && { shown: page.accounts.length, total: page.total },
    searching: search !== '' && found.isPending,
    error: search === '' ? null : found.error,
  }
}

function foundRows(units: readonly Unit[], search: string, page: AccountPage | undefined): AccountRow[] {
  const byUnit = Map.groupBy(page?.accounts ?? [], ({ parentId }) => parentId)
  const kept = new Set([...findInTree(units, search), ...[...byUnit.keys()].flatMap((id) => lineOf(units, id))])
  const matching = units.filter((unit) => kept.has(unit)).map((unit) => ({ ...unit, accounts: byUnit.get(unit.id)?.length ?? 0 }))
  return accountRows(
    matching,
    () => true,
    ({ id }) => ({ accounts: byUnit.get(id) ?? [], more: false }),
  )
}

const openKey = ['open units']

/** Which units stand open is kept while the console is: one comes back to the tree as one left it. */
function useOpenUnits(units: readonly Unit[], unitInAddress: string | undefined) {
  const client = useQueryClient()
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => client.getQueryData<ReadonlySet<string>>(openKey) ?? new Set())
  const line = useMemo(() => new Set(lineOf(units, unitInAddress).map(({ id }) => id)), [units, unitInAddress])
  const small = units.length <= openAtFirst
  const isOpen = useCallback(
    ({ id, parentId }: Unit): boolean => (small || parentId === null || line.has(id)) !== toggled.has(id),
    [small, line, toggled],
  )
  const toggle = (unit: Unit): void => {
    const next = new Set(toggled)
    if (!next.delete(unit.id)) next.add(unit.id)
    client.setQueryData(openKey, next)
    setToggled(next)
  }
  return { isOpen, toggle }
}
