import Button from '@cloudscape-design/components/button'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useRef, useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { paginationLabels } from '../../components/use-paged-query.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { formatDate, formatDateTime } from '../../lib/format.ts'
import type { Account } from '../../lib/types.ts'
import { AccountState } from './account-state.tsx'
import { AccountsHeader, counterOf } from './accounts-header.tsx'
import { Enrollment } from './enrollment.tsx'
import { useAccountList } from './use-account-list.ts'

const states = [
  { value: '', label: 'Any state' },
  { value: 'ACTIVE', label: 'Active' },
  { value: 'PENDING_ACTIVATION', label: 'Being created' },
  { value: 'PENDING_CLOSURE', label: 'Closing' },
  { value: 'SUSPENDED', label: 'Suspended' },
]

/** Every account of the organization, newest first unless told otherwise; search, state, order and page stand in the address. */
export default function Accounts() {
  const list = useAccountList()
  const { result, pages, order } = list
  const [picked, setPicked] = useState<readonly Account[]>([])
  const narrow = useNarrow()
  return (
    <ConsolePage title="AWS accounts" contentType="table" breadcrumbs={[{ text: 'Organization', href: '/console/organization' }]}>
      {result.isError ? (
        <Titled title="AWS accounts">
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
          selectionType="multi"
          selectedItems={[...picked]}
          // Those ticked on other pages stay ticked.
          onSelectionChange={({ detail }) => setPicked(detail.selectedItems)}
          sortingColumn={{ sortingField: order.field }}
          sortingDescending={order.descending}
          onSortingChange={({ detail }) => list.sortBy(detail.sortingColumn.sortingField ?? 'joined', detail.isDescending ?? false)}
          columnDefinitions={narrow ? narrowColumns : columns}
          ariaLabels={ariaLabels}
          header={
            <AccountsHeader
              view="list"
              counter={counterOf(result.data?.total, picked.length)}
              picked={picked.map((account) => ({ kind: 'account', account }))}
              onUnpick={() => setPicked([])}
            />
          }
          filter={<Filter list={list} />}
          pagination={<Pagination {...pages} onChange={({ detail }) => list.goTo(detail.currentPageIndex)} ariaLabels={paginationLabels} />}
          empty={
            list.searching ? (
              <Empty title="No account matches" action={<Button onClick={list.clear}>Clear the search</Button>} />
            ) : (
              <Empty title="No accounts">This account manages no organization, or the organization is empty.</Empty>
            )
          }
        />
      )}
    </ConsolePage>
  )
}

function Filter({ list }: { list: ReturnType<typeof useAccountList> }) {
  const input = useRef<InputProps.Ref>(null)
  useSlashFocus(input)
  return (
    <div className="filter-row">
      <Input
        ref={input}
        type="search"
        value={list.text}
        placeholder="Find by name, id, email or OU id ( / )"
        ariaLabel="Find accounts"
        clearAriaLabel="Clear"
        onChange={({ detail }) => list.setText(detail.value)}
      />
      <Select
        selectedOption={states.find(({ value }) => value === list.state) ?? { value: list.state, label: list.state }}
        options={states}
        ariaLabel="State"
        onChange={({ detail }) => list.setState(detail.selectedOption.value)}
      />
    </div>
  )
}

const ariaLabels: TableProps.AriaLabels<Account> = {
  tableLabel: 'AWS accounts',
  selectionGroupLabel: 'Accounts',
  allItemsSelectionLabel: () => 'Select all on this page',
  itemSelectionLabel: (_, { name }) => `Select ${name}`,
}

const columns: TableProps.ColumnDefinition<Account>[] = [
  {
    id: 'name',
    header: 'Name',
    sortingField: 'name',
    isRowHeader: true,
    minWidth: 120,
    cell: ({ id, name }) => <Link href={`/console/organization/accounts/${id}`}>{name}</Link>,
  },
  { id: 'id', header: 'Account id', minWidth: 130, cell: ({ id }) => <span className="mono">{id}</span> },
  { id: 'email', header: 'Email', minWidth: 150, maxWidth: 180, cell: ({ email }) => <span title={email}>{email}</span> },
  {
    id: 'unit',
    header: 'OU',
    minWidth: 90,
    cell: ({ parentId, parentName }) => <Link href={`/console/organization/units/${parentId}`}>{parentName}</Link>,
  },
  { id: 'state', header: 'State', minWidth: 110, cell: ({ state }) => <AccountState state={state} /> },
  { id: 'enrolled', header: 'Governance', minWidth: 120, cell: ({ enrolled }) => <Enrollment enrolled={enrolled} /> },
  {
    id: 'joined',
    header: 'Joined',
    sortingField: 'joined',
    minWidth: 110,
    cell: ({ joinedAt }) => <span title={formatDateTime(joinedAt)}>{formatDate(joinedAt)}</span>,
  },
]

/** The name's cell holds what has no column. */
const narrowColumns: TableProps.ColumnDefinition<Account>[] = [
  {
    id: 'name',
    header: 'Name',
    sortingField: 'name',
    isRowHeader: true,
    cell: ({ id, name, email }) => (
      <>
        <Link href={`/console/organization/accounts/${id}`}>{name}</Link>
        <div className="cell-more mono">{id}</div>
        <div className="cell-more">{email}</div>
      </>
    ),
  },
  { id: 'state', header: 'State', minWidth: 110, cell: ({ state }) => <AccountState state={state} /> },
]
