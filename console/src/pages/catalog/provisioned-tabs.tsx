import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import Tabs from '@cloudscape-design/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { serviceCatalog } from '../../lib/aws.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { Request } from '../../lib/types.ts'

/** What came out of it, and everything that was ever asked of it. */
export function ProvisionedTabs({ request, provisionedProductId }: { request: Request; provisionedProductId: string }) {
  const { tab = 'outputs' } = useSearch({ strict: false })
  const navigate = useNavigate()
  return (
    <Tabs
      activeTabId={tab}
      onChange={({ detail }) => void navigate({ to: '.', search: (old) => ({ ...old, tab: detail.activeTabId }), replace: true })}
      tabs={[
        { id: 'outputs', label: `Outputs (${request.outputs.length})`, content: <Outputs request={request} /> },
        { id: 'history', label: 'History', content: <History provisionedProductId={provisionedProductId} phase={request.phase} /> },
      ]}
    />
  )
}

function Outputs({ request }: { request: Request }) {
  return (
    <Table
      header={<Header variant="h2">Outputs</Header>}
      items={request.outputs}
      trackBy="key"
      wrapLines
      columnDefinitions={[
        { id: 'key', header: 'Key', cell: ({ key }) => key, isRowHeader: true },
        { id: 'value', header: 'Value', cell: ({ key, value }) => <CopyId value={value} what={key} /> },
        { id: 'description', header: 'Description', cell: ({ description }) => description },
      ]}
      empty={<Empty title="No outputs yet">They appear when the launch has succeeded.</Empty>}
    />
  )
}

function History({ provisionedProductId, phase }: { provisionedProductId: string; phase: string }) {
  const records = useQuery({
    queryKey: ['records', provisionedProductId, phase],
    queryFn: () =>
      serviceCatalog.call('ListRecordHistory', {
        SearchFilter: { Key: 'provisionedproduct', Value: provisionedProductId },
        AccessLevelFilter: { Key: 'User', Value: 'self' },
      }),
  })
  return (
    <Table
      header={<Header variant="h2">History</Header>}
      items={records.data?.RecordDetails ?? []}
      loading={records.isPending}
      loadingText="Loading records"
      trackBy="RecordId"
      columnDefinitions={[
        {
          id: 'type',
          header: 'Operation',
          cell: (row) => (row.RecordType === 'PROVISION_PRODUCT' ? 'Launch' : 'Terminate'),
          isRowHeader: true,
        },
        { id: 'status', header: 'Status', cell: (row) => <RecordStatus status={row.Status} /> },
        { id: 'id', header: 'Record id', cell: (row) => <span className="mono">{row.RecordId}</span> },
        { id: 'created', header: 'Asked for', cell: (row) => formatDateTime(row.CreatedTime) },
        { id: 'updated', header: 'Last change', cell: (row) => formatDateTime(row.UpdatedTime) },
      ]}
      empty={<Empty title="No records of yours">{records.isError ? records.error.message : 'Somebody else asked for it.'}</Empty>}
    />
  )
}

function RecordStatus({ status }: { status: string | undefined }) {
  if (status === 'SUCCEEDED') return <StatusIndicator>Succeeded</StatusIndicator>
  if (status === 'FAILED') return <StatusIndicator type="error">Failed</StatusIndicator>
  return <StatusIndicator type="in-progress">{status === 'CREATED' ? 'Waiting' : 'In progress'}</StatusIndicator>
}
