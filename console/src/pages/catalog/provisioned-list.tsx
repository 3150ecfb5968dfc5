import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { ProductStatus } from '../../components/request-status.tsx'
import { Titled } from '../../components/titled.tsx'
import { useLiveRefresh } from '../../components/use-live-refresh.ts'
import { useNarrow } from '../../components/use-narrow.ts'
import { paginationLabels, usePagedQuery } from '../../components/use-paged-query.ts'
import { useSearchText } from '../../components/use-search-text.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { formatDateTime, personOf, unitName } from '../../lib/format.ts'
import { searchProvisioned } from './search-provisioned.ts'
import { type ProvisionedRow, useRowRequests } from './use-row-requests.ts'

const statuses = [
  { value: '', label: 'Any status' },
  { value: 'AVAILABLE', label: 'Available' },
  { value: 'UNDER_CHANGE', label: 'Under change' },
  { value: 'ERROR', label: 'Error' },
  { value: 'TAINTED', label: 'Tainted' },
]

/** The provisioned products that this role may see, newest first; their status is live. */
export default function ProvisionedList() {
  const client = useQueryClient()
  const foreign = useForeignRegion()
  const list = useList(!foreign)
  const { result, pages } = list
  useLiveRefresh(() => void client.invalidateQueries({ queryKey: ['provisioned', 'list'] }))
  const narrow = useNarrow()
  const rows = useRowRequests(result.data?.ProvisionedProducts ?? [])
  return (
    <ConsolePage
      title="Provisioned products"
      contentType="table"
      breadcrumbs={[{ text: 'Service Catalog', href: '/console/catalog/products' }]}
    >
      {foreign ? (
        <Titled title="Provisioned products">
          <RegionNotice />
        </Titled>
      ) : result.isError ? (
        <Titled title="Provisioned products">
          <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
        </Titled>
      ) : (
        <Table<ProvisionedRow>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={rows}
          loading={result.isPending}
          loadingText="Loading provisioned products"
          trackBy={({ product }) => product.Id ?? ''}
          columnDefinitions={narrow ? narrowColumns : columns}
          ariaLabels={{ tableLabel: 'Provisioned products' }}
          header={
            <Header
              variant="awsui-h1-sticky"
              counter={result.data ? `(${result.data.TotalResultsCount ?? 0})` : ''}
              actions={
                <Button variant="primary" href="/console/catalog/products">
                  Launch product
                </Button>
              }
            >
              Provisioned products
            </Header>
          }
          filter={<Filter list={list} />}
          pagination={<Pagination {...pages} onChange={({ detail }) => list.goTo(detail.currentPageIndex)} ariaLabels={paginationLabels} />}
          empty={list.searching ? <NoMatch onClear={list.clear} /> : <NoneYet />}
        />
      )}
    </ConsolePage>
  )
}

function Filter({ list }: { list: ReturnType<typeof useList> }) {
  const input = useRef<InputProps.Ref>(null)
  useSlashFocus(input)
  return (
    <div className="filter-row">
      <Input
        ref={input}
        type="search"
        value={list.text}
        placeholder="Find by name or account id ( / )"
        ariaLabel="Find provisioned products"
        clearAriaLabel="Clear"
        onChange={({ detail }) => list.setText(detail.value)}
      />
      <Select
        selectedOption={statuses.find(({ value }) => value === list.status) ?? { value: list.status, label: list.status }}
        options={statuses}
        ariaLabel="Status"
        onChange={({ detail }) => list.setStatus(detail.selectedOption.value)}
      />
    </div>
  )
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return <Empty title="No provisioned product matches" action={<Button onClick={onClear}>Clear the filter</Button>} />
}

function NoneYet() {
  return (
    <Empty
      title="Nothing launched yet"
      action={
        <Button variant="primary" href="/console/catalog/products">
          Launch product
        </Button>
      }
    >
      Launch AWS Control Tower Account Factory to get an account.
    </Empty>
  )
}

type Column = TableProps.ColumnDefinition<ProvisionedRow>

const status: Column = {
  id: 'status',
  header: 'Status',
  minWidth: 150,
  maxWidth: 200,
  cell: ({ product, request }) => (
    <>
      <ProductStatus status={product.Status} />
      {product.Status === 'UNDER_CHANGE' && <div className="cell-more">{progressOf(request)}</div>}
    </>
  ),
}

/** Its place while it waits, else its step. */
function progressOf(request: ProvisionedRow['request']): string | undefined {
  if (request?.phase === 'QUEUED') return request.position === undefined ? undefined : `Place ${request.position} in the queue`
  return request?.currentStep && `${Math.min(request.stepsDone + 1, request.stepsTotal)}/${request.stepsTotal}: ${request.currentStep}`
}

function AccountId({ id }: { id: string | undefined }) {
  return id ? <div className="cell-more mono">{id}</div> : <div className="cell-more">No account yet</div>
}

function AccountCell({ product, request }: ProvisionedRow) {
  return (
    <>
      {request?.accountName ?? '–'}
      <AccountId id={product.PhysicalId} />
    </>
  )
}

const columns: Column[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 150,
    cell: ({ product: { Id, Name } }) => <Link href={`/console/catalog/provisioned/${Id}`}>{Name}</Link>,
  },
  status,
  { id: 'account', header: 'Account', minWidth: 150, cell: (row) => <AccountCell {...row} /> },
  { id: 'unit', header: 'OU', minWidth: 100, cell: ({ request }) => (request ? unitName(request.organizationalUnit) : '–') },
  { id: 'owner', header: 'Owner', minWidth: 130, cell: ({ product }) => personOf(product.UserArnSession) },
  {
    id: 'created',
    header: 'Created',
    minWidth: 170,
    cell: ({ product }) => <span className="nowrap">{formatDateTime(product.CreatedTime)}</span>,
  },
]

const narrowColumns: Column[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    cell: ({ product: { Id, Name, PhysicalId, CreatedTime }, request }) => (
      <>
        <Link href={`/console/catalog/provisioned/${Id}`}>{Name}</Link>
        <AccountId id={PhysicalId} />
        {request && <div className="cell-more">{unitName(request.organizationalUnit)}</div>}
        <div className="cell-more">{formatDateTime(CreatedTime)}</div>
      </>
    ),
  },
  { ...status },
]

/** Search, status and page in the address. */
function useList(enabled: boolean) {
  const { q = '', status = '', page } = useSearch({ from: '/console/catalog/provisioned' })
  const navigate = useNavigate({ from: '/console/catalog/provisioned' })
  // Another filter begins at its first page.
  const go = (changed: { q?: string; status?: string }): void => {
    const wanted = { q, status, ...changed }
    void navigate({ search: { ...(wanted.q && { q: wanted.q }), ...(wanted.status && { status: wanted.status }) }, replace: true })
  }
  const [text, setText] = useSearchText(q, (typed) => go({ q: typed }))
  const { result, pages } = usePagedQuery({
    queryKey: ['provisioned', 'list', q, status],
    read: (token) => searchProvisioned({ text: q, status, token }),
    nextOf: ({ NextPageToken }) => NextPageToken,
    wantedPage: Number(page ?? 1),
    enabled,
  })
  return {
    text,
    setText,
    status,
    setStatus: (chosen = '') => go({ status: chosen }),
    searching: q !== '' || status !== '',
    clear: () => go({ q: '', status: '' }),
    goTo: (wanted: number) =>
      void navigate({ search: (old) => ({ ...old, page: wanted > 1 ? String(wanted) : undefined }), replace: true }),
    result,
    pages,
  }
}
