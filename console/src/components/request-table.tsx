import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { formatDateTime, personOf } from '../lib/format.ts'
import type { RequestSummary } from '../lib/types.ts'
import { RequestStatus } from './request-status.tsx'

interface RequestTableOptions {
  readonly title: string
  readonly description?: string
  readonly requests: readonly RequestSummary[]
  readonly loading: boolean
  readonly empty: ReactNode
  /** Shows a button that cancels. */
  readonly onCancel?: (request: RequestSummary) => void
}

/** Requests as rows: what, where it stands, who asked. */
export function RequestTable({ title, description, requests, loading, empty, onCancel }: RequestTableOptions) {
  return (
    <Table
      header={
        <Header variant="h2" counter={loading ? '' : `(${requests.length})`} description={description}>
          {title}
        </Header>
      }
      items={[...requests]}
      loading={loading}
      loadingText="Loading requests"
      trackBy="recordId"
      wrapLines
      columnDefinitions={onCancel ? [...columns, cancelColumn(onCancel)] : columns}
      empty={empty}
    />
  )
}

const columns: TableProps.ColumnDefinition<RequestSummary>[] = [
  {
    id: 'name',
    header: 'Provisioned product',
    isRowHeader: true,
    minWidth: 160,
    cell: (row) => <Link href={`/console/catalog/provisioned/${row.provisionedProductId}`}>{row.provisionedProductName}</Link>,
  },
  { id: 'status', header: 'Status', minWidth: 150, cell: (row) => <RequestStatus request={row} /> },
  {
    id: 'step',
    header: 'Step',
    minWidth: 170,
    cell: (row) => (row.currentStep ? `${row.currentStep} (${row.stepsDone}/${row.stepsTotal})` : '–'),
  },
  { id: 'person', header: 'Asked by', minWidth: 120, cell: (row) => personOf(row.requestedBy) },
  { id: 'created', header: 'Asked for', minWidth: 170, cell: (row) => <span className="nowrap">{formatDateTime(row.createdAt)}</span> },
]

function cancelColumn(onCancel: (request: RequestSummary) => void): TableProps.ColumnDefinition<RequestSummary> {
  return {
    id: 'cancel',
    header: 'Actions',
    cell: (row) => (
      <Button
        variant="inline-link"
        disabled={!row.canCancel}
        ariaLabel={`Cancel ${row.provisionedProductName}`}
        onClick={() => onCancel(row)}
      >
        Cancel
      </Button>
    ),
  }
}
