import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import Table from '@cloudscape-design/components/table'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProvisionedProductAttribute } from '../../../../src/wire/models/servicecatalog.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { ProductStatus } from '../../components/request-status.tsx'
import { useDebounced } from '../../components/use-debounced.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { formatDateTime, personOf } from '../../lib/format.ts'
import { useLiveRequests } from '../../lib/live.ts'
import { searchProvisioned } from './search-provisioned.ts'

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
  useLiveRequests(useCallback(() => void client.invalidateQueries({ queryKey: ['provisioned'] }), [client]))
  const { search, text, setText, setStatus, result, page } = list
  const filter = useRef<InputProps.Ref>(null)
  useSlashFocus(filter)
  const searching = Boolean(search.q || search.status)
  return (
    <ConsolePage
      title="Provisioned products"
      contentType="table"
      breadcrumbs={[{ text: 'Service Catalog', href: '/console/catalog/products' }]}
    >
      {foreign ? (
        <RegionNotice />
      ) : result.isError ? (
        <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
      ) : (
        <Table<ProvisionedProductAttribute>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={result.data?.ProvisionedProducts ?? []}
          loading={result.isPending}
          loadingText="Loading provisioned products"
          trackBy="Id"
          columnDefinitions={columns}
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
          filter={
            <div className="filter-row">
              <Input
                ref={filter}
                type="search"
                value={text}
                placeholder="Find by name or account id ( / )"
                ariaLabel="Find provisioned products"
                onChange={({ detail }) => setText(detail.value)}
              />
              <Select
                selectedOption={statuses.find(({ value }) => value === (search.status ?? '')) ?? null}
                options={statuses}
                ariaLabel="Status"
                onChange={({ detail }) => setStatus(detail.selectedOption.value)}
              />
            </div>
          }
          pagination={
            <Pagination
              currentPageIndex={page.index}
              pagesCount={page.count}
              openEnd={page.more}
              onChange={({ detail }) => page.goTo(detail.currentPageIndex)}
              ariaLabels={{ nextPageLabel: 'Next page', previousPageLabel: 'Previous page', pageLabel: (number) => `Page ${number}` }}
            />
          }
          empty={
            searching ? (
              <Empty title="No provisioned product matches" action={<Button onClick={list.clear}>Clear the filter</Button>} />
            ) : (
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
        />
      )}
    </ConsolePage>
  )
}

const columns = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 160,
    cell: (row: ProvisionedProductAttribute) => <Link href={`/console/catalog/provisioned/${row.Id}`}>{row.Name}</Link>,
  },
  { id: 'status', header: 'Status', minWidth: 140, cell: (row: ProvisionedProductAttribute) => <ProductStatus status={row.Status} /> },
  {
    id: 'account',
    header: 'Account id',
    minWidth: 140,
    cell: (row: ProvisionedProductAttribute) => <span className="mono">{row.PhysicalId ?? '–'}</span>,
  },
  { id: 'owner', header: 'Owner', minWidth: 130, cell: (row: ProvisionedProductAttribute) => personOf(row.UserArnSession) },
  {
    id: 'created',
    header: 'Created',
    minWidth: 180,
    cell: (row: ProvisionedProductAttribute) => <span className="nowrap">{formatDateTime(row.CreatedTime)}</span>,
  },
]

/** Filter and page in the address; a page's token is known once the page before was read. */
function useList(enabled: boolean) {
  const search = useSearch({ from: '/console/catalog/provisioned' })
  const navigate = useNavigate({ from: '/console/catalog/provisioned' })
  const [text, setText] = useState(search.q ?? '')
  const wanted = useDebounced(text.trim(), 250)
  const [tokens, setTokens] = useState<readonly (string | undefined)[]>([undefined])
  const index = Math.min(Number(search.page ?? 1), tokens.length)
  const filterKey = `${search.q ?? ''} ${search.status ?? ''}`
  const lastFilter = useRef(filterKey)
  useEffect(() => {
    if ((search.q ?? '') !== wanted)
      void navigate({ search: (old) => ({ ...old, q: wanted || undefined, page: undefined }), replace: true })
  }, [wanted, search.q, navigate])
  useEffect(() => {
    if (lastFilter.current !== filterKey) setTokens([undefined])
    lastFilter.current = filterKey
  }, [filterKey])
  const token = tokens[index - 1]
  const result = useQuery({
    queryKey: ['provisioned', search.q, search.status, token],
    queryFn: () => searchProvisioned({ text: search.q, status: search.status, token }),
    placeholderData: keepPreviousData,
    enabled,
  })
  const next = result.isPlaceholderData ? undefined : result.data?.NextPageToken
  const goTo = (wantedPage: number): void => {
    if (wantedPage > tokens.length && next) setTokens([...tokens, next])
    void navigate({ search: (old) => ({ ...old, page: wantedPage > 1 ? String(wantedPage) : undefined }), replace: true })
  }
  return {
    search,
    text,
    setText,
    setStatus: (status: string | undefined) =>
      void navigate({ search: (old) => ({ ...old, status: status || undefined, page: undefined }), replace: true }),
    clear: () => {
      setText('')
      void navigate({ search: () => ({}), replace: true })
    },
    result,
    page: { index, count: Math.max(tokens.length, index), more: next !== undefined && index === tokens.length, goTo },
  }
}
