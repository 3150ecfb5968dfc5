import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useCallback, useRef, useState } from 'react'
import { portalLink } from '../../app/role.ts'
import { TopNavigation } from '../../app/top-navigation.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import type { Person, PortalAccount } from '../../lib/types.ts'
import { AccessKeys } from './access-keys.tsx'
import { AccountRow } from './account-row.tsx'
import { type RecentRole, recentRoles, rememberRole } from './recent-roles.ts'
import { usePortalAccounts } from './use-portal-accounts.ts'

/** The accounts a person may enter, found by name, id or email, each with its roles. */
export function AccountsPage({ person }: { person: Person }) {
  const [keysOf, setKeysOf] = useState<{ account: PortalAccount; roleName: string }>()
  const [recent] = useState(() => recentRoles(person.userId))
  const showKeys = useCallback((account: PortalAccount, roleName: string) => setKeysOf({ account, roleName }), [])
  const enter = useCallback(
    ({ accountId, name }: PortalAccount, roleName: string) => rememberRole(person.userId, { accountId, accountName: name, roleName }),
    [person.userId],
  )
  return (
    <>
      <TopNavigation home="/start" personName={person.displayName} description={person.email} />
      <main className="portal">
        <SpaceBetween size="l">
          <Header variant="h1" description="Open a console, or take short-lived credentials, for the accounts you can enter.">
            Access portal
          </Header>
          {recent.length > 0 && <RecentRoles roles={recent} />}
          <AccountList onKeys={showKeys} onEnter={enter} />
        </SpaceBetween>
      </main>
      {keysOf && <AccessKeys {...keysOf} onClose={() => setKeysOf(undefined)} />}
    </>
  )
}

function RecentRoles({ roles }: { roles: readonly RecentRole[] }) {
  return (
    <section aria-labelledby="recent-roles">
      <SpaceBetween size="xs">
        <Box variant="h2" fontSize="heading-s" padding="n">
          <span id="recent-roles">Recently used</span>
        </Box>
        <div className="recent-roles">
          {roles.map((role) => (
            <a key={role.accountId + role.roleName} className="recent-role" href={portalLink('/console', role)}>
              <span className="recent-role-account">{role.accountName}</span>
              <Icon name="external" />
              <span className="recent-role-name">{role.roleName}</span>
            </a>
          ))}
        </div>
      </SpaceBetween>
    </section>
  )
}

interface AccountListOptions {
  readonly onKeys: (account: PortalAccount, roleName: string) => void
  readonly onEnter: (account: PortalAccount, roleName: string) => void
}

function AccountList({ onKeys, onEnter }: AccountListOptions) {
  const { text, setText, searched, accounts, rows } = usePortalAccounts()
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({})
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  // What is found alone is what was looked for.
  const isOpen = (accountId: string): boolean => toggled[accountId] ?? rows.length === 1
  const allOpen = rows.length > 0 && rows.every(({ accountId }) => isOpen(accountId))
  const only = rows.length === 1
  const toggle = useCallback((accountId: string) => setToggled((old) => ({ ...old, [accountId]: !(old[accountId] ?? only) })), [only])
  const toggleAll = (): void => setToggled(Object.fromEntries(rows.map(({ accountId }) => [accountId, !allOpen])))
  return (
    <Container
      header={
        <SpaceBetween size="s">
          <Header
            variant="h2"
            counter={accounts.data ? `(${rows.length}${accounts.hasNextPage ? '+' : ''})` : ''}
            actions={
              <Button disabled={rows.length === 0} onClick={toggleAll}>
                {allOpen ? 'Collapse all' : 'Expand all'}
              </Button>
            }
          >
            Accounts
          </Header>
          <div className="filter-row">
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find by account name, id or email ( / )"
              ariaLabel="Find accounts"
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
          </div>
        </SpaceBetween>
      }
    >
      {accounts.isError ? (
        <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : accounts.isPending ? (
        <RowSkeletons rows={4} />
      ) : rows.length === 0 ? (
        <Nothing searched={searched} onClear={() => setText('')} />
      ) : (
        <ul className="account-list">
          {rows.map((account) => (
            <AccountRow
              key={account.accountId}
              account={account}
              expanded={isOpen(account.accountId)}
              onToggle={toggle}
              onEnter={onEnter}
              onKeys={onKeys}
            />
          ))}
        </ul>
      )}
      {accounts.hasNextPage && (
        <Box textAlign="center" padding={{ top: 's' }}>
          <Button loading={accounts.isFetchingNextPage} loadingText="Loading" onClick={() => void accounts.fetchNextPage()}>
            Show more
          </Button>
        </Box>
      )}
    </Container>
  )
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  if (!searched) {
    return (
      <Empty title="No accounts yet">As soon as somebody gives you access to an account, or one is made for you, it appears here.</Empty>
    )
  }
  return (
    <Empty title="No account matches" action={<Button onClick={onClear}>Clear the search</Button>}>
      Try a part of the name, the account id or the email address.
    </Empty>
  )
}
