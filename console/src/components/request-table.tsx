import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { formatDateTime, personOf, unitName } from '../lib/format.ts'
import type { RequestSummary } from '../lib/types.ts'
import { RequestStatus } from './request-status.tsx'
import { useNarrow } from './use-narrow.ts'

interface RequestTableOptions {
  readonly title: string
  readonly description?: string
  readonly requests: readonly RequestSummary[]
  readonly loading: boolean
  readonly empty: ReactNode
  /** Right of the title. */
  readonly actions?: ReactNode
  /** Shows a button that cancels. */
  readonly onCancel?: (request: RequestSummary) => void
}

/** Requests as rows: what, where it stands, who asked. On a phone the name's cell holds what has no column. */
export function RequestTable({ title, description, requests, loading, empty, actions, onCancel }: RequestTableOptions) {
  const narrow = useNarrow()
  const columns = narrow
    ? [narrowColumn, narrowStatusColumn(onCancel)]
    : [nameColumn, statusColumn, ...wideColumns, ...(onCancel ? [cancelColumn(onCancel)] : [])]
  return (
    <Table
      header={
        <Header variant="h2" counter={loading ? '' : `(${requests.length})`} description={description} actions={actions}>
          {title}
        </Header>
      }
      items={[...requests]}
      loading={loading}
      loadingText="Loading requests"
      trackBy="recordId"
      wrapLines
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={columns}
      empty={empty}
    />
  )
}

type Column = TableProps.ColumnDefinition<RequestSummary>

/** The record is named too: it still tells the story when the provisioned product is gone. */
export function requestLink({ provisionedProductId, recordId }: Pick<RequestSummary, 'provisionedProductId' | 'recordId'>): string {
  return `/console/catalog/provisioned/${provisionedProductId}?record=${recordId}`
}

function Name({ row }: { row: RequestSummary }) {
  return (
    <>
      <Link href={requestLink(row)}>{row.provisionedProductName}</Link>
      {row.type === 'TERMINATE_PROVISIONED_PRODUCT' && <span className="muted"> (termination)</span>}
    </>
  )
}

/** With its place while it waits, else the step it is at or where it stopped. */
function Status({ row }: { row: RequestSummary }) {
  const { phase, position, currentStep, stepsDone, stepsTotal } = row
  const step = currentStep && `${Math.min(stepsDone + 1, stepsTotal)}/${stepsTotal}: ${currentStep}`
  const more = phase === 'QUEUED' && position ? `Place ${position} in the queue` : step
  return (
    <>
      <RequestStatus request={{ phase }} />
      {more && <div className="cell-more">{more}</div>}
    </>
  )
}

const nameColumn: Column = {
  id: 'name',
  header: 'Provisioned product',
  isRowHeader: true,
  minWidth: 130,
  cell: (row) => <Name row={row} />,
}

const narrowColumn: Column = {
  id: 'name',
  header: 'Provisioned product',
  isRowHeader: true,
  cell: (row) => (
    <>
      <Name row={row} />
      <div className="cell-more">{formatDateTime(row.createdAt)}</div>
      <div className="cell-more">{personOf(row.requestedBy)}</div>
    </>
  ),
}

const statusColumn: Column = {
  id: 'status',
  header: 'Status',
  minWidth: 180,
  cell: (row) => <Status row={row} />,
}

const wideColumns: Column[] = [
  {
    id: 'unit',
    header: 'OU',
    minWidth: 90,
    cell: ({ organizationalUnit }) => unitName(organizationalUnit),
  },
  { id: 'person', header: 'Requested by', minWidth: 140, cell: (row) => personOf(row.requestedBy) },
  { id: 'created', header: 'Requested', minWidth: 170, cell: (row) => <span className="nowrap">{formatDateTime(row.createdAt)}</span> },
]

function cancelColumn(onCancel: (request: RequestSummary) => void): Column {
  return { id: 'cancel', header: 'Actions', minWidth: 80, cell: (row) => <CancelButton row={row} onCancel={onCancel} /> }
}

/** With the button below the status: a phone has room for two columns. */
function narrowStatusColumn(onCancel: RequestTableOptions['onCancel']): Column {
  return {
    id: 'status',
    header: 'Status',
    cell: (row) => (
      <>
        <Status row={row} />
        {onCancel && (
          <div>
            <CancelButton row={row} onCancel={onCancel} />
          </div>
        )}
      </>
    ),
  }
}

function CancelButton({ row, onCancel }: { row: RequestSummary; onCancel: (request: RequestSummary) => void }) {
  return (
    <Button
      variant="inline-link"
      disabled={!row.canCancel}
      ariaLabel={`Cancel ${row.provisionedProductName}`}
      onClick={() => onCancel(row)}
    >
      Cancel
    </Button>
  )
}
