import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Tabs from '@cloudscape-design/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { Request } from '../../lib/types.ts'
import { readRecords } from './read-records.ts'

/** What came out of it, and everything that was ever asked of it. */
export function ProvisionedTabs({ request, provisionedProductId }: { request: Request; provisionedProductId: string }) {
  const { tab } = useSearch({ strict: false })
  const navigate = useNavigate()
  return (
    <Tabs
      ariaLabel="Outputs and history"
      activeTabId={tab === 'history' ? tab : 'outputs'}
      onChange={({ detail }) => void navigate({ to: '.', search: (old: object) => ({ ...old, tab: detail.activeTabId }), replace: true })}
      tabs={[
        { id: 'outputs', label: `Outputs (${request.outputs.length})`, content: <Outputs request={request} /> },
        { id: 'history', label: 'History', content: <History provisionedProductId={provisionedProductId} shown={request.recordId} /> },
      ]}
    />
  )
}

function Outputs({ request }: { request: Request }) {
  const narrow = useNarrow()
  const running = request.phase === 'QUEUED' || request.phase === 'RUNNING'
  const columns = [
    { id: 'key', header: 'Key', cell: ({ key }: Output) => key, isRowHeader: true },
    { id: 'value', header: 'Value', cell: ({ key, value }: Output) => <CopyId value={value} what={key} /> },
    { id: 'description', header: 'Description', cell: ({ description }: Output) => description },
  ]
  return (
    <Table
      header={<Header variant="h2">Outputs</Header>}
      items={request.outputs}
      trackBy="key"
      wrapLines
      ariaLabels={{ tableLabel: 'Outputs' }}
      columnDefinitions={narrow ? columns.slice(0, 2) : columns}
      empty={<Empty title={running ? 'No outputs yet' : 'No outputs'}>They are there when a launch has succeeded.</Empty>}
    />
  )
}

type Output = Request['outputs'][number]

function History({ provisionedProductId, shown }: { provisionedProductId: string; shown: string }) {
  const narrow = useNarrow()
  const records = useQuery({ queryKey: ['records', provisionedProductId], queryFn: () => readRecords(provisionedProductId) })
  if (records.isError) return <LoadFailure error={records.error} onRetry={() => void records.refetch()} />
  const columns = historyColumns(provisionedProductId, shown)
  return (
    <Table
      header={<Header variant="h2">History</Header>}
      items={records.data?.RecordDetails ?? []}
      loading={records.isPending}
      loadingText="Loading records"
      trackBy="RecordId"
      ariaLabels={{ tableLabel: 'History' }}
      columnDefinitions={narrow ? columns.slice(0, 2) : columns}
      empty={<Empty title="No records that you may see">Somebody else asked for it.</Empty>}
    />
  )
}

type RecordDetail = NonNullable<Awaited<ReturnType<typeof readRecords>>['RecordDetails']>[number]

function historyColumns(id: string, shown: string) {
  const nameOf = (row: RecordDetail): string => (row.RecordType === 'PROVISION_PRODUCT' ? 'Launch' : 'Termination')
  return [
    {
      id: 'type',
      header: 'Operation',
      isRowHeader: true,
      cell: (row: RecordDetail) =>
        row.RecordId === shown ? (
          `${nameOf(row)} (shown)`
        ) : (
          <Link href={`/console/catalog/provisioned/${id}?tab=history&record=${row.RecordId}`}>{nameOf(row)}</Link>
        ),
    },
    { id: 'status', header: 'Status', cell: (row: RecordDetail) => <RecordStatus status={row.Status} /> },
    { id: 'id', header: 'Record id', cell: (row: RecordDetail) => <span className="mono">{row.RecordId}</span> },
    { id: 'created', header: 'Asked for', cell: (row: RecordDetail) => formatDateTime(row.CreatedTime) },
    { id: 'updated', header: 'Last change', cell: (row: RecordDetail) => formatDateTime(row.UpdatedTime) },
  ]
}

function RecordStatus({ status }: { status: string | undefined }) {
  if (status === 'SUCCEEDED') return <StatusIndicator>Succeeded</StatusIndicator>
  if (status === 'FAILED') return <StatusIndicator type="error">Failed</StatusIndicator>
  return <StatusIndicator type="in-progress">{status === 'CREATED' ? 'Waiting' : 'In progress'}</StatusIndicator>
}
