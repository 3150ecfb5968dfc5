import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { paginationLabels, usePagedQuery } from '../../components/use-paged-query.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { api } from '../../lib/api.ts'
import { formatDate, formatDateTime } from '../../lib/format.ts'
import type { Account } from '../../lib/types.ts'
import { AccountState } from './account-state.tsx'
import { Enrollment } from './enrollment.tsx'

const pageSize = 50

type Pages = ReturnType<typeof usePagedQuery>['pages']

/** Every account of the organization, newest first; search and page stand in the address. */
export default function Accounts() {
  const { search, text, setText, result, pages, goTo } = useAccounts()
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  const narrow = useNarrow()
  return (
    <ConsolePage title="Accounts" contentType="table" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      {result.isError ? (
        <Titled title="Accounts">
          <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
        </Titled>
      ) : (
        <Table<Account>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={result.data?.accounts ?? []}
          loading={result.isPending}
          loadingText="Loading accounts"
          trackBy="id"
          columnDefinitions={narrow ? columns.filter(({ id }) => id === 'name' || id === 'state') : columns}
          ariaLabels={{ tableLabel: 'Accounts' }}
          header={
            <Header
              variant="awsui-h1-sticky"
              counter={result.data ? countOf(result.data.accounts.length, pages) : ''}
              actions={
                <Button variant="primary" href="/console/catalog/products">
                  Launch an account
                </Button>
              }
            >
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
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
          }
          pagination={<Pagination {...pages} onChange={({ detail }) => goTo(detail.currentPageIndex)} ariaLabels={paginationLabels} />}
          empty={
            search ? (
              <Empty title="No account matches" action={<Button onClick={() => setText('')}>Clear the search</Button>} />
            ) : (
              <Empty title="No accounts">This account manages no organization, or the organization is empty.</Empty>
            )
          }
        />
      )}
    </ConsolePage>
  )
}

/** The API tells no total: what is known of it. */
function countOf(onPage: number, { currentPageIndex, pagesCount, openEnd }: Pages): string {
  const more = openEnd || pagesCount > currentPageIndex
  return more ? `(${currentPageIndex * pageSize}+)` : `(${(currentPageIndex - 1) * pageSize + onPage})`
}

/** Search and page in the address; an OU's id finds what lies directly inside. */
function useAccounts() {
  const { q = '', page } = useSearch({ from: '/console/organization/accounts' })
  const navigate = useNavigate({ from: '/console/organization/accounts' })
  const [text, setText] = useSearchText(q, (wanted) => void navigate({ search: wanted ? { q: wanted } : {}, replace: true }))
  const place = /^(ou|r)-[a-z0-9-]+$/.test(q) ? { parentId: q } : { search: q }
  const { result, pages } = usePagedQuery({
    queryKey: ['accounts', 'list', q],
    read: (after) => api.get<{ accounts: Account[]; next?: string }>('/accounts', { ...place, after, limit: pageSize }),
    nextOf: ({ next }) => next,
    wantedPage: Number(page ?? 1),
  })
  const goTo = (wantedPage: number): void =>
    void navigate({ search: (old) => ({ ...old, page: wantedPage > 1 ? String(wantedPage) : undefined }), replace: true })
  return { search: q, text, setText, result, pages, goTo }
}

const columns: TableProps.ColumnDefinition<Account>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 130,
    cell: ({ id, name }) => <Link href={`/console/organization/accounts/${id}`}>{name}</Link>,
  },
  { id: 'id', header: 'Account id', minWidth: 130, cell: ({ id }) => <span className="mono">{id}</span> },
  { id: 'email', header: 'Email', minWidth: 180, maxWidth: 220, cell: ({ email }) => <span title={email}>{email}</span> },
  {
    id: 'unit',
    header: 'OU',
    minWidth: 90,
    cell: ({ parentId, parentName }) => <Link href={`/console/organization?unit=${parentId}`}>{parentName}</Link>,
  },
  { id: 'state', header: 'State', minWidth: 110, cell: ({ state }) => <AccountState state={state} /> },
  { id: 'enrolled', header: 'Governance', minWidth: 120, cell: ({ enrolled }) => <Enrollment enrolled={enrolled} /> },
  {
    id: 'joined',
    header: 'Joined',
    minWidth: 120,
    cell: ({ joinedAt }) => <span title={formatDateTime(joinedAt)}>{formatDate(joinedAt)}</span>,
  },
]
