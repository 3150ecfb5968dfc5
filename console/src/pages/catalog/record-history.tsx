import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { serviceCatalog } from '../../lib/aws.ts'
import { formatDateTime } from '../../lib/format.ts'

/** Everything that was ever asked of a provisioned product, newest first. */
export default function RecordHistory({ provisionedProductId, phase }: { provisionedProductId: string; phase: string }) {
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
