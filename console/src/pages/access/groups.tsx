import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table from '@cloudscape-design/components/table'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Group, ListGroupsResponse } from '../../../../src/wire/models/identitystore.ts'
import { useSession } from '../../app/session.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { paginationLabels, usePagedQuery } from '../../components/use-paged-query.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { identityStore } from '../../lib/aws.ts'
import { hasPart, mostRead, readGroups } from './directory.ts'
import { GroupDialog } from './group-dialog.tsx'

const pageSize = 50

/** The groups of the identity store; found by a part of their names while there are no more than can be looked through. */
export default function Groups() {
  const { search, text, setText, result, pages, goTo } = useGroups()
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  return (
    <ConsolePage title="Groups" contentType="table" breadcrumbs={[{ text: 'Access', href: '/console/access/users' }]}>
      {result.isError ? (
        <Titled title="Groups">
          <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
        </Titled>
      ) : (
        <Table<Group>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={result.data?.Groups ?? []}
          loading={result.isPending}
          loadingText="Loading groups"
          trackBy="GroupId"
          wrapLines
          columnDefinitions={[
            {
              id: 'name',
              header: 'Group name',
              isRowHeader: true,
              minWidth: 160,
              cell: ({ GroupId, DisplayName }) => <Link href={`/console/access/groups/${GroupId}`}>{DisplayName ?? GroupId}</Link>,
            },
            { id: 'description', header: 'Description', minWidth: 160, cell: ({ Description }) => Description ?? '–' },
          ]}
          ariaLabels={{ tableLabel: 'Groups' }}
          header={
            <Header
              variant="awsui-h1-sticky"
              description="People who are given access together."
              actions={<Button onClick={() => setCreating(true)}>Create group</Button>}
            >
              Groups
            </Header>
          }
          filter={
            <Input
              ref={filter}
              type="search"
              value={text}
              placeholder="Find by name ( / )"
              ariaLabel="Find a group"
              clearAriaLabel="Clear"
              onChange={({ detail }) => setText(detail.value)}
            />
          }
          pagination={<Pagination {...pages} onChange={({ detail }) => goTo(detail.currentPageIndex)} ariaLabels={paginationLabels} />}
          empty={
            search ? (
              <Empty title="No group of this name" action={<Button onClick={() => setText('')}>Show all groups</Button>}>
                Of more than {mostRead.toLocaleString('en')} groups the whole name is needed.
              </Empty>
            ) : (
              <Empty title="No groups" action={<Button onClick={() => setCreating(true)}>Create group</Button>} />
            )
          }
        />
      )}
      {creating && (
        <GroupDialog
          onClose={() => setCreating(false)}
          onDone={(groupId) => void navigate({ href: `/console/access/groups/${groupId}` })}
        />
      )}
    </ConsolePage>
  )
}

/** Search and page in the address. */
function useGroups() {
  const { q = '', page } = useSearch({ from: '/console/access/groups' })
  const navigate = useNavigate({ from: '/console/access/groups' })
  const store = useSession().data?.identityStoreId
  const [text, setText] = useSearchText(q, (wanted) => void navigate({ search: wanted ? { q: wanted } : {}, replace: true }))
  const { result, pages } = usePagedQuery({
    queryKey: ['groups', store, q],
    read: (token) => (store ? listGroups(store, q.trim(), token) : Promise.resolve<ListGroupsResponse>({ Groups: [] })),
    nextOf: ({ NextToken }) => NextToken,
    wantedPage: Number(page ?? 1),
    enabled: store !== undefined,
  })
  const goTo = (wantedPage: number): void =>
    void navigate({ search: (old) => ({ ...old, page: wantedPage > 1 ? String(wantedPage) : undefined }), replace: true })
  return { search: q, text, setText, result, pages, goTo }
}

async function listGroups(IdentityStoreId: string, wanted: string, NextToken: string | undefined): Promise<ListGroupsResponse> {
  const list = (filter: object): Promise<ListGroupsResponse> =>
    identityStore.call('ListGroups', { IdentityStoreId, MaxResults: pageSize, ...(NextToken && { NextToken }), ...filter })
  if (!wanted) return list({})
  const all = await readGroups(IdentityStoreId)
  const found = all.filter(({ DisplayName, Description }) => hasPart(wanted, [DisplayName, Description]))
  if (all.length < mostRead) return { Groups: found }
  // Those that were not looked through.
  const whole = await list({ Filters: [{ AttributePath: 'DisplayName', AttributeValue: wanted }] })
  return { Groups: [...whole.Groups.filter(({ GroupId }) => found.every((group) => group.GroupId !== GroupId)), ...found] }
}
