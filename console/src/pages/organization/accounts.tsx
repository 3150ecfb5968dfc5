import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useDebounced } from '../../components/use-debounced.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { Account } from '../../lib/types.ts'
import { AccountState } from './account-state.tsx'

/** Every account of the organization, newest first. */
export default function Accounts() {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const [text, setText] = useState(search.q ?? '')
  const wanted = useDebounced(text.trim(), 250)
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  useEffect(() => {
    void navigate({ to: '/console/organization/accounts', search: wanted ? { q: wanted } : {}, replace: true })
  }, [wanted, navigate])
  const isUnit = /^(ou|r)-[a-z0-9-]+$/.test(wanted)
  const accounts = useInfiniteQuery({
    queryKey: ['accounts', 'list', wanted],
    queryFn: ({ pageParam }) =>
      api.get<{ accounts: Account[]; next?: string }>('/accounts', {
        ...(isUnit ? { parentId: wanted } : { search: wanted }),
        after: pageParam,
        limit: 50,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const rows = accounts.data?.pages.flatMap((page) => page.accounts) ?? []
  return (
    <ConsolePage title="Accounts" contentType="table" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      {accounts.isError ? (
        <LoadFailure error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : (
        <Table<Account>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={rows}
          loading={accounts.isPending}
          loadingText="Loading accounts"
          trackBy="id"
          columnDefinitions={columns}
          ariaLabels={{ tableLabel: 'Accounts' }}
          header={
            <Header variant="awsui-h1-sticky" counter={accounts.data ? `(${rows.length}${accounts.hasNextPage ? '+' : ''})` : ''}>
              Accounts
            </Header>
          }
          filter={
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find by name, id, email or OU id ( / )"
              ariaLabel="Find accounts"
              onChange={({ detail }) => setText(detail.value)}
            />
          }
          footer={
            accounts.hasNextPage && (
              <Box textAlign="center">
                <Button loading={accounts.isFetchingNextPage} onClick={() => void accounts.fetchNextPage()}>
                  Show more
                </Button>
              </Box>
            )
          }
          empty={
            wanted ? (
              <Empty title="No account matches" action={<Button onClick={() => setText('')}>Clear the search</Button>} />
            ) : (
              <Empty title="No accounts" />
            )
          }
        />
      )}
    </ConsolePage>
  )
}

const columns: TableProps.ColumnDefinition<Account>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 150,
    cell: ({ id, name }) => <Link href={`/console/organization/accounts/${id}`}>{name}</Link>,
  },
  { id: 'id', header: 'Account id', minWidth: 140, cell: ({ id }) => <span className="mono">{id}</span> },
  { id: 'state', header: 'State', minWidth: 130, cell: ({ state }) => <AccountState state={state} /> },
  { id: 'email', header: 'Email', minWidth: 220, cell: ({ email }) => email },
  { id: 'unit', header: 'OU', minWidth: 120, cell: ({ parentName }) => parentName },
  { id: 'enrolled', header: 'Enrolled', minWidth: 100, cell: ({ enrolled }) => (enrolled ? 'Yes' : 'No') },
  { id: 'joined', header: 'Joined', minWidth: 170, cell: ({ joinedAt }) => <span className="nowrap">{formatDateTime(joinedAt)}</span> },
]
