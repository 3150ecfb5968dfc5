import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { formatDateTime } from '../../lib/format.ts'
import { readRecords } from './read-records.ts'

interface RecordHistoryOptions {
  readonly provisionedProductId: string
  /** The record that the page shows. */
  readonly shown: string
}

/** Everything that was ever asked of a provisioned product; each record leads to its own steps. */
export default function RecordHistory({ provisionedProductId, shown }: RecordHistoryOptions) {
  const narrow = useNarrow()
  const records = useQuery({ queryKey: ['records', provisionedProductId], queryFn: () => readRecords(provisionedProductId) })
  if (records.isError) return <LoadFailure error={records.error} onRetry={() => void records.refetch()} />
  const columns = columnsOf(provisionedProductId, shown)
  return (
    <Table
      header={<Header variant="h2">History</Header>}
      items={records.data?.RecordDetails ?? []}
      loading={records.isPending}
      loadingText="Loading records"
      trackBy="RecordId"
      ariaLabels={{ tableLabel: 'History' }}
      columnDefinitions={narrow ? columns.slice(0, 2) : columns}
      empty={<Empty title="No records that you may see">Somebody else requested it.</Empty>}
    />
  )
}

type RecordDetail = NonNullable<Awaited<ReturnType<typeof readRecords>>['RecordDetails']>[number]

function columnsOf(id: string, shown: string) {
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
    { id: 'created', header: 'Requested', cell: (row: RecordDetail) => formatDateTime(row.CreatedTime) },
    { id: 'updated', header: 'Last change', cell: (row: RecordDetail) => formatDateTime(row.UpdatedTime) },
  ]
}

function RecordStatus({ status }: { status: string | undefined }) {
  if (status === 'SUCCEEDED') return <StatusIndicator>Succeeded</StatusIndicator>
  if (status === 'FAILED') return <StatusIndicator type="error">Failed</StatusIndicator>
  return <StatusIndicator type="in-progress">{status === 'CREATED' ? 'Waiting' : 'In progress'}</StatusIndicator>
}
