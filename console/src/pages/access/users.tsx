import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { ListUsersResponse, User } from '../../../../src/wire/models/identitystore.ts'
import { useSession } from '../../app/session.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { paginationLabels, usePagedQuery } from '../../components/use-paged-query.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { identityStore } from '../../lib/aws.ts'
import { hasPart, mostRead, readUsers } from './directory.ts'
import { primaryEmailOf } from './user-changes.ts'
import { UserDialog } from './user-dialog.tsx'
import { UserStatus } from './user-status.tsx'

const pageSize = 50

/** The people of the identity store; found by a part of their names or addresses while there are no more than can be looked through. */
export default function Users() {
  const { search, text, setText, result, pages, goTo } = useUsers()
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  const narrow = useNarrow()
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  return (
    <ConsolePage title="Users" contentType="table" breadcrumbs={[{ text: 'Access', href: '/console/access/users' }]}>
      {result.isError ? (
        <Titled title="Users">
          <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
        </Titled>
      ) : (
        <Table<User>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={result.data?.Users ?? []}
          loading={result.isPending}
          loadingText="Loading users"
          trackBy="UserId"
          columnDefinitions={narrow ? columns.filter(({ id }) => id === 'name' || id === 'status') : columns}
          ariaLabels={{ tableLabel: 'Users' }}
          header={
            <Header
              variant="awsui-h1-sticky"
              description="The people who sign in at the access portal."
              actions={<Button onClick={() => setCreating(true)}>Create user</Button>}
            >
              Users
            </Header>
          }
          filter={
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find by name or e-mail ( / )"
              ariaLabel="Find a user"
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
          }
          pagination={<Pagination {...pages} onChange={({ detail }) => goTo(detail.currentPageIndex)} ariaLabels={paginationLabels} />}
          empty={
            search ? (
              <Empty title="Nobody of this name or address" action={<Button onClick={() => setText('')}>Show all users</Button>}>
                Of more than {mostRead.toLocaleString('en')} people the whole user name or e-mail address is needed.
              </Empty>
            ) : (
              <Empty title="No users" />
            )
          }
        />
      )}
      {creating && (
        <UserDialog onClose={() => setCreating(false)} onDone={(userId) => void navigate({ href: `/console/access/users/${userId}` })} />
      )}
    </ConsolePage>
  )
}

/** Search and page in the address. */
function useUsers() {
  const { q = '', page } = useSearch({ from: '/console/access/users' })
  const navigate = useNavigate({ from: '/console/access/users' })
  const store = useSession().data?.identityStoreId
  const [text, setText] = useSearchText(q, (wanted) => void navigate({ search: wanted ? { q: wanted } : {}, replace: true }))
  const { result, pages } = usePagedQuery({
    queryKey: ['users', store, q],
    read: (token) => (store ? listUsers(store, q.trim(), token) : Promise.resolve<ListUsersResponse>({ Users: [] })),
    nextOf: ({ NextToken }) => NextToken,
    wantedPage: Number(page ?? 1),
    enabled: store !== undefined,
  })
  const goTo = (wantedPage: number): void =>
    void navigate({ search: (old) => ({ ...old, page: wantedPage > 1 ? String(wantedPage) : undefined }), replace: true })
  return { search: q, text, setText, result, pages, goTo }
}

async function listUsers(IdentityStoreId: string, wanted: string, NextToken: string | undefined): Promise<ListUsersResponse> {
  const list = (AttributePath?: string): Promise<ListUsersResponse> =>
    identityStore.call('ListUsers', {
      IdentityStoreId,
      MaxResults: pageSize,
      ...(NextToken && { NextToken }),
      ...(AttributePath && { Filters: [{ AttributePath, AttributeValue: wanted }] }),
    })
  if (!wanted) return list()
  const all = await readUsers(IdentityStoreId)
  const found = all.filter(({ UserName, DisplayName, Emails }) => hasPart(wanted, [UserName, DisplayName, primaryEmailOf(Emails)?.Value]))
  if (all.length < mostRead) return { Users: found }
  // Who was not looked through; a user name may look like an address.
  const byAddress = wanted.includes('@') ? await list('Emails.Value') : undefined
  const whole = byAddress?.Users?.length ? byAddress : await list('UserName')
  return { Users: [...whole.Users.filter(({ UserId }) => found.every((user) => user.UserId !== UserId)), ...found] }
}

const columns: TableProps.ColumnDefinition<User>[] = [
  {
    id: 'name',
    header: 'User name',
    isRowHeader: true,
    minWidth: 180,
    cell: ({ UserId, UserName }) => <Link href={`/console/access/users/${UserId}`}>{UserName}</Link>,
  },
  { id: 'display', header: 'Display name', minWidth: 180, cell: ({ DisplayName }) => DisplayName ?? '–' },
  { id: 'email', header: 'E-mail', minWidth: 220, cell: ({ Emails }) => primaryEmailOf(Emails)?.Value ?? '–' },
  { id: 'status', header: 'Status', minWidth: 120, cell: ({ UserStatus: status }) => <UserStatus enabled={status !== 'DISABLED'} /> },
]
