import Icon from '@cloudscape-design/components/icon'
import type { Unit } from '../../lib/types.ts'
import type { AccountRow } from './account-rows.ts'
import { AccountState } from './account-state.tsx'
import { countOf } from './picked.ts'

interface AccountTreeRowOptions {
  readonly row: AccountRow
  readonly index: number
  readonly top: number
  readonly height: number
  readonly picked: boolean
  readonly focusable: boolean
  readonly onFocus: () => void
  readonly onPick: () => void
  readonly onToggle: () => void
  readonly onMore: () => void
}

/** One row; its parts are reached with the mouse, the keyboard acts on the row. */
export function AccountTreeRow({ row, index, top, height, picked, focusable, onFocus, onPick, onToggle, onMore }: AccountTreeRowOptions) {
  const open = row.kind === 'unit' ? row.open : undefined
  return (
    <tr
      className={`account-tree-row${picked ? ' account-tree-picked' : ''}`}
      style={{ transform: `translateY(${top}px)`, height }}
      tabIndex={focusable ? 0 : -1}
      data-cursor={focusable ? '' : undefined}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-rowindex={index + 2}
      aria-expanded={open}
      aria-selected={row.kind === 'more' ? undefined : picked}
      onFocus={onFocus}
    >
      <td className={`account-tree-name tree-indent-${Math.min(row.depth, 6)}`}>
        {row.kind !== 'more' && <PickBox row={row} picked={picked} onPick={onPick} />}
        <span className="account-tree-toggle" aria-hidden onClick={onToggle}>
          {open !== undefined && <Icon name={open ? 'caret-down-filled' : 'caret-right-filled'} size="small" />}
        </span>
        <Name row={row} onMore={onMore} />
      </td>
      <td className="account-tree-about">
        {row.kind === 'account' && (
          <>
            <span className="mono">{row.account.id}</span>
            <span className="account-tree-email" title={row.account.email}>
              {row.account.email}
            </span>
          </>
        )}
        {row.kind === 'unit' && <span className="mono">{row.unit.id}</span>}
      </td>
      <td className="account-tree-state">
        {row.kind === 'account' && <AccountState state={row.account.state} />}
        {row.kind === 'unit' && <Counted unit={row.unit} />}
      </td>
    </tr>
  )
}

function PickBox({ row, picked, onPick }: { row: AccountRow; picked: boolean; onPick: () => void }) {
  const name = row.kind === 'account' ? row.account.name : row.kind === 'unit' ? row.unit.name : ''
  return <input type="checkbox" tabIndex={-1} checked={picked} aria-label={`Select ${name}`} onChange={onPick} />
}

function Name({ row, onMore }: { row: AccountRow; onMore: () => void }) {
  if (row.kind === 'more') {
    return row.error ? (
      <button type="button" className="account-tree-more" tabIndex={-1} onClick={onMore}>
        {row.error.message} Try again
      </button>
    ) : (
      <span className="muted">
        Loading accounts… {row.loaded.toLocaleString('en')} of {row.unit.accounts.toLocaleString('en')}
      </span>
    )
  }
  const account = row.kind === 'account'
  const name = account ? row.account.name : row.unit.name
  return (
    <>
      <Icon name={account ? 'user-profile' : 'folder'} variant="subtle" />
      <a
        className="account-tree-link"
        href={account ? `/console/organization/accounts/${row.id}` : `/console/organization/units/${row.id}`}
        tabIndex={-1}
        title={name}
      >
        {name}
      </a>
    </>
  )
}

function Counted({ unit }: { unit: Unit }) {
  return <span className="muted">{countOf(unit.accounts, 'account')}</span>
}
