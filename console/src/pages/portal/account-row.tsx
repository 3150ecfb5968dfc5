import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Icon from '@cloudscape-design/components/icon'
import { memo } from 'react'
import { portalLink } from '../../app/role.ts'
import type { PortalAccount } from '../../lib/types.ts'

export interface AccountRowActions {
  readonly onEnter: (account: PortalAccount, roleName: string) => void
  readonly onKeys: (account: PortalAccount, roleName: string) => void
  readonly onStar: (account: PortalAccount) => void
  readonly isStarred: (accountId: string) => boolean
}

interface AccountRowOptions extends AccountRowActions {
  readonly account: PortalAccount
  readonly expanded: boolean
  readonly onToggle: (accountId: string) => void
}

/** An account and, when it is open, the roles one may take in it. */
export const AccountRow = memo(function AccountRow({ account, expanded, onToggle, onStar, isStarred, ...actions }: AccountRowOptions) {
  const { accountId, name, email, roles } = account
  const starred = isStarred(accountId)
  return (
    <li className={`account-row${expanded ? ' account-row-open' : ''}`}>
      <div className="account-head">
        <button type="button" className="account-toggle" data-row-toggle aria-expanded={expanded} onClick={() => onToggle(accountId)}>
          <Icon name={expanded ? 'angle-down' : 'angle-right'} />
          <span className="account-name">{name}</span>
          <span className="account-id mono">{accountId}</span>
          <span className="account-email muted">{email}</span>
          <span className="account-count muted nowrap">{roles.length === 1 ? '1 role' : `${roles.length} roles`}</span>
        </button>
        <span className="account-star">
          <Button
            variant="icon"
            iconName={starred ? 'star-filled' : 'star'}
            ariaLabel={starred ? `Remove ${name} from favourites` : `Add ${name} to favourites`}
            onClick={() => onStar(account)}
          />
        </span>
      </div>
      {expanded && (
        <>
          <Labels account={account} />
          <ul className="role-list" aria-label={`Roles in ${name}`}>
            {roles.map((role) => (
              <RoleRow key={role.name} account={account} role={role} {...actions} />
            ))}
          </ul>
        </>
      )}
    </li>
  )
})

/** Where the account lies, and its tags. */
function Labels({ account: { organizationalUnit, tags } }: { account: PortalAccount }) {
  if (!organizationalUnit && tags.length === 0) return null
  return (
    <div className="account-labels">
      {organizationalUnit && <Box variant="small">OU {organizationalUnit}</Box>}
      {tags.map(({ key, value }) => (
        <Badge key={key}>{value ? `${key}=${value}` : key}</Badge>
      ))}
    </div>
  )
}

interface RoleRowOptions extends Pick<AccountRowActions, 'onEnter' | 'onKeys'> {
  readonly account: PortalAccount
  readonly role: PortalAccount['roles'][number]
}

function RoleRow({ account, role, onEnter, onKeys }: RoleRowOptions) {
  const { accountId, name } = account
  const shortcut = new URLSearchParams({ account_id: accountId, role_name: role.name })
  return (
    <li className="role-row">
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
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={`Copy shortcut link to ${name} as ${role.name}`}
          copySuccessText="Shortcut link copied"
          copyErrorText="Could not copy"
          textToCopy={`${location.origin}/start/#/console?${shortcut}`}
        />
      </div>
    </li>
  )
}
