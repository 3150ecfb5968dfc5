import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Icon from '@cloudscape-design/components/icon'
import { memo } from 'react'
import { portalLink } from '../../app/role.ts'
import type { PortalAccount } from '../../lib/types.ts'

interface AccountRowOptions {
  readonly account: PortalAccount
  readonly expanded: boolean
  readonly onToggle: (accountId: string) => void
  readonly onEnter: (account: PortalAccount, roleName: string) => void
  readonly onKeys: (account: PortalAccount, roleName: string) => void
}

/** An account and, when it is open, the roles one may take in it. */
export const AccountRow = memo(function AccountRow({ account, expanded, onToggle, onEnter, onKeys }: AccountRowOptions) {
  const { accountId, name, email, roles } = account
  return (
    <li className={`account-row${expanded ? ' account-row-open' : ''}`}>
      <button type="button" className="account-toggle" aria-expanded={expanded} onClick={() => onToggle(accountId)}>
        <Icon name={expanded ? 'angle-down' : 'angle-right'} />
        <span className="account-name">{name}</span>
        <span className="account-id mono">{accountId}</span>
        <span className="account-email muted">{email}</span>
        <span className="account-count muted nowrap">{roles.length === 1 ? '1 role' : `${roles.length} roles`}</span>
      </button>
      {expanded && (
        <ul className="role-list" aria-label={`Roles in ${name}`}>
          {roles.map((role) => (
            <li key={role.name} className="role-row">
              <div>
                <Box fontWeight="bold">{role.name}</Box>
                <Box variant="small" color="text-body-secondary">
                  {role.description}
                </Box>
              </div>
              <div className="role-links">
                <a
                  className="role-link"
                  href={portalLink('/console', { accountId, roleName: role.name })}
                  aria-label={`Management console of ${name} as ${role.name}`}
                  onClick={() => onEnter(account, role.name)}
                >
                  <Icon name="external" />
                  Management console
                </a>
                <Button
                  variant="inline-link"
                  iconName="key"
                  ariaLabel={`Access keys of ${name} as ${role.name}`}
                  onClick={() => onKeys(account, role.name)}
                >
                  Access keys
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
})
