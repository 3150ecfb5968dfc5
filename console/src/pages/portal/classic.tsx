import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { portalLink } from '../../app/role.ts'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import type { PortalAccount } from '../../lib/types.ts'
import type { AccountRowActions } from './account-row.tsx'
import { moveByArrowKeys } from './use-arrow-keys.ts'
import { usePortalAccounts } from './use-portal-accounts.ts'

type Actions = Pick<AccountRowActions, 'onEnter' | 'onKeys'>

/** The portal as AWS's older procedures describe it: Your applications, AWS Account, Management console. */
export default function ClassicPortal(actions: Actions) {
  const { accounts, rows } = usePortalAccounts()
  const [open, setOpen] = useState(false)
  const count = accounts.data ? `(${rows.length}${accounts.hasNextPage ? '+' : ''})` : ''
  return (
    <SpaceBetween size="m">
      <Header variant="h2">Your applications</Header>
      <button type="button" className="classic-tile" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="multiscreen" size="big" />
        <span>AWS Account {count}</span>
      </button>
      {open &&
        (accounts.isError ? (
          <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
        ) : accounts.isPending ? (
          <RowSkeletons rows={3} />
        ) : rows.length === 0 ? (
          <Box color="text-body-secondary">No account was assigned to you yet.</Box>
        ) : (
          <ul className="account-list classic-list" aria-label="AWS accounts" onKeyDown={moveByArrowKeys}>
            {rows.map((account) => (
              <ClassicAccount key={account.accountId} account={account} {...actions} />
            ))}
          </ul>
        ))}
      {open && accounts.hasNextPage && <Button onClick={() => void accounts.fetchNextPage()}>Show more</Button>}
    </SpaceBetween>
  )
}

function ClassicAccount({ account, onEnter, onKeys }: Actions & { account: PortalAccount }) {
  const [open, setOpen] = useState(false)
  const { accountId, name, email, roles } = account
  return (
    <li className="account-row">
      <button type="button" className="account-toggle" data-row-toggle aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'caret-down-filled' : 'caret-right-filled'} />
        <span className="account-name">{name}</span>
        <span className="account-email muted">
          #{accountId} | {email}
        </span>
      </button>
      {open && (
        <ul className="role-list" aria-label={`Roles in ${name}`}>
          {roles.map((role) => (
            <li key={role.name} className="role-row">
              <Box fontWeight="bold">{role.name}</Box>
              <div className="role-links">
                <a
                  className="role-link"
                  href={portalLink('/console', { accountId, roleName: role.name })}
                  aria-label={`Management console of ${name} as ${role.name}`}
                  onClick={() => onEnter(account, role.name)}
                >
                  Management console
                </a>
                <Button
                  variant="inline-link"
                  ariaLabel={`Command line or programmatic access of ${name} as ${role.name}`}
                  onClick={() => onKeys(account, role.name)}
                >
                  Command line or programmatic access
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
