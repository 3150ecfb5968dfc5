import type { Account, Unit } from '../../lib/types.ts'
import { childrenOf } from './unit-tree.ts'

/** What is known of the accounts directly inside a unit. */
export interface UnitAccounts {
  readonly accounts: readonly Account[]
  readonly more: boolean
  readonly error?: Error | null
}

interface Place {
  readonly id: string
  /** 0 is the root. */
  readonly depth: number
  readonly position: number
  readonly siblings: number
}

/** A row of the tree: a unit, an account, or what stands for accounts that are not there yet. */
export type AccountRow = Place &
  (
    | { readonly kind: 'unit'; readonly unit: Unit; readonly open: boolean | undefined }
    | { readonly kind: 'account'; readonly account: Account }
    | { readonly kind: 'more'; readonly unit: Unit; readonly loaded: number; readonly error: Error | null }
  )

/** The tree as rows: in each unit first its units, then its accounts. */
export function accountRows(
  units: readonly Unit[],
  isOpen: (unit: Unit) => boolean,
  accountsOf: (unit: Unit) => UnitAccounts | undefined,
): AccountRow[] {
  const children = childrenOf(units)
  const rows: AccountRow[] = []
  const addAccounts = (unit: Unit, depth: number, before: number): void => {
    const { accounts, more, error = null } = accountsOf(unit) ?? { accounts: [], more: unit.accounts > 0 }
    const siblings = before + Math.max(unit.accounts, accounts.length)
    for (const [index, account] of accounts.entries()) {
      rows.push({ kind: 'account', id: account.id, account, depth, position: before + index + 1, siblings })
    }
    if (!more && !error) return
    const position = Math.min(before + accounts.length + 1, siblings)
    rows.push({ kind: 'more', id: `more-${unit.id}`, unit, loaded: accounts.length, error, depth, position, siblings })
  }
  const add = (unit: Unit, place: Omit<Place, 'id'>): void => {
    const below = children.get(unit.id) ?? []
    const expandable = below.length > 0 || unit.accounts > 0
    const open = expandable && isOpen(unit)
    rows.push({ kind: 'unit', id: unit.id, unit, open: expandable ? open : undefined, ...place })
    if (!open) return
    const siblings = below.length + unit.accounts
    for (const [index, child] of below.entries()) add(child, { depth: place.depth + 1, position: index + 1, siblings })
    addAccounts(unit, place.depth + 1, below.length)
  }
  const roots = children.get(null) ?? []
  for (const [index, root] of roots.entries()) add(root, { depth: 0, position: index + 1, siblings: roots.length })
  return rows
}
