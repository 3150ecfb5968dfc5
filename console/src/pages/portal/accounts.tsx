import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Icon from '@cloudscape-design/components/icon'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { TopNavigation } from '../../app/top-navigation.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useDebounced } from '../../components/use-debounced.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { api } from '../../lib/api.ts'
import type { Person, PortalAccount } from '../../lib/types.ts'
import { AccessKeys } from './access-keys.tsx'

interface Page {
  accounts: PortalAccount[]
  next?: string
}

/** The accounts a person may enter, found by name, id or e-mail, each with its roles. */
export function AccountsPage({ person }: { person: Person }) {
  const [keysOf, setKeysOf] = useState<{ account: PortalAccount; roleName: string }>()
  return (
    <>
      <TopNavigation home="/start" personName={person.displayName} description={person.email} />
      <main className="portal">
        <SpaceBetween size="l">
          <Header variant="h1" description="Open a console, or take short-lived credentials, for the accounts you can enter.">
            Access portal
          </Header>
          <AccountList onKeys={(account, roleName) => setKeysOf({ account, roleName })} />
        </SpaceBetween>
      </main>
      {keysOf && <AccessKeys {...keysOf} onClose={() => setKeysOf(undefined)} />}
    </>
  )
}

function AccountList({ onKeys }: { onKeys: (account: PortalAccount, roleName: string) => void }) {
  const navigate = useNavigate({ from: '/start' })
  const search = useSearch({ from: '/start' })
  const [text, setText] = useState(search.q ?? '')
  const wanted = useDebounced(text.trim(), 200)
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  useEffect(() => {
    if ((search.q ?? '') !== wanted) void navigate({ search: (old) => ({ ...old, q: wanted || undefined }), replace: true })
  }, [wanted, search.q, navigate])
  const accounts = useInfiniteQuery({
    queryKey: ['portal-accounts', wanted],
    queryFn: ({ pageParam }) => api.get<Page>('/portal/accounts', { search: wanted, after: pageParam, limit: 50 }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // A new account shows up by itself.
    refetchInterval: 15_000,
  })
  const rows = accounts.data?.pages.flatMap((page) => page.accounts) ?? []
  return (
    <Container
      header={
        <SpaceBetween size="s">
          <Header variant="h2" counter={accounts.data ? `(${rows.length}${accounts.hasNextPage ? '+' : ''})` : ''}>
            Accounts
          </Header>
          <Input
            ref={filter}
            type="search"
            value={text}
            placeholder="Find by account name, id or e-mail ( / )"
            ariaLabel="Find accounts"
            clearAriaLabel="Clear"
            onChange={({ detail }) => setText(detail.value)}
          />
        </SpaceBetween>
      }
    >
      {accounts.isError ? (
        <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : accounts.isPending ? (
        <Box textAlign="center" padding="l">
          <Spinner size="large" />
        </Box>
      ) : rows.length === 0 ? (
        <Nothing searched={wanted !== ''} onClear={() => setText('')} />
      ) : (
        <ul className="account-list">
          {rows.map((account) => (
            <AccountRow key={account.accountId} account={account} open={rows.length === 1} onKeys={(role) => onKeys(account, role)} />
          ))}
        </ul>
      )}
      {accounts.hasNextPage && (
        <Box textAlign="center" padding={{ top: 's' }}>
          <Button loading={accounts.isFetchingNextPage} onClick={() => void accounts.fetchNextPage()}>
            Show more
          </Button>
        </Box>
      )}
    </Container>
  )
}

function AccountRow({ account, open, onKeys }: { account: PortalAccount; open: boolean; onKeys: (roleName: string) => void }) {
  const [toggled, setToggled] = useState<boolean>()
  const expanded = toggled ?? open
  const { accountId, name, email, roles } = account
  return (
    <li className="account-row">
      <button type="button" className="account-toggle" aria-expanded={expanded} onClick={() => setToggled(!expanded)}>
        <Icon name={expanded ? 'angle-down' : 'angle-right'} />
        <span className="account-name">{name}</span>
        <span className="account-id mono">{accountId}</span>
        <span className="account-email muted">{email}</span>
        <span className="account-count muted nowrap">{roles.length === 1 ? '1 role' : `${roles.length} roles`}</span>
      </button>
      {expanded && (
        <ul className="role-list">
          {roles.map((role) => (
            <li key={role.name} className="role-row">
              <div>
                <Box fontWeight="bold">{role.name}</Box>
                <Box variant="small" color="text-body-secondary">
                  {role.description}
                </Box>
              </div>
              <div className="role-links">
                <Link
                  href={`/console?account_id=${accountId}&role_name=${encodeURIComponent(role.name)}`}
                  ariaLabel={`Management console of ${name} as ${role.name}`}
                >
                  Management console
                </Link>
                <Button
                  variant="inline-link"
                  iconName="key"
                  ariaLabel={`Access keys of ${name} as ${role.name}`}
                  onClick={() => onKeys(role.name)}
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
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  return (
    <Box textAlign="center" padding="l">
      <SpaceBetween size="xs">
        <Box variant="strong">{searched ? 'No account matches' : 'No accounts yet'}</Box>
        <Box color="text-body-secondary">
          {searched
            ? 'Try a part of the name, the account id or the e-mail address.'
            : 'As soon as somebody gives you access to an account, or one is made for you, it appears here.'}
        </Box>
        {searched && <Button onClick={onClear}>Clear the search</Button>}
      </SpaceBetween>
    </Box>
  )
}
