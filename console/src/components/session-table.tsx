import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { deviceOf, methodOf } from '../lib/device-words.ts'
import { formatDateTime } from '../lib/format.ts'
import { useNarrow } from './use-narrow.ts'

/** A session of a person at the portal, as the API lists it. */
export interface PortalSession {
  id: string
  address: string
  userAgent: string
  method: string
  createdAt: string
  seenAt: string
  expiresAt: string
  current?: boolean
}

interface SessionTableOptions {
  readonly sessions: readonly PortalSession[] | undefined
  readonly header: ReactNode
  readonly empty: string
  /** Without it, sessions cannot be ended one by one. */
  readonly onEnd?: (session: PortalSession) => void
  readonly ending?: string | undefined
}

/** Where a person is signed in. */
export function SessionTable({ sessions, header, empty, onEnd, ending }: SessionTableOptions) {
  const narrow = useNarrow()
  const signOut: TableProps.ColumnDefinition<PortalSession> = {
    id: 'end',
    header: 'Action',
    minWidth: 100,
    cell: (session) => (
      <Button
        variant="inline-link"
        ariaLabel={`Sign out ${deviceOf(session.userAgent)}, ${session.address}`}
        loading={ending === session.id}
        onClick={() => onEnd?.(session)}
      >
        Sign out
      </Button>
    ),
  }
  const shown = narrow ? [deviceOnPhone] : [device, ...others]
  return (
    <Table<PortalSession>
      items={sessions ?? []}
      loading={sessions === undefined}
      loadingText="Loading sessions"
      trackBy="id"
      ariaLabels={{ tableLabel: 'Sessions' }}
      columnDefinitions={onEnd ? [...shown, signOut] : shown}
      header={header}
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {empty}
        </Box>
      }
    />
  )
}

const device: TableProps.ColumnDefinition<PortalSession> = {
  id: 'device',
  header: 'Device',
  isRowHeader: true,
  minWidth: 180,
  cell: ({ userAgent, current }) => (
    <>
      <span title={userAgent}>{deviceOf(userAgent)}</span> {current && <Badge color="blue">This session</Badge>}
    </>
  ),
}

const deviceOnPhone: TableProps.ColumnDefinition<PortalSession> = {
  ...device,
  cell: (session) => (
    <>
      {device.cell(session)}
      <div className="cell-more">{`${session.address}, since ${formatDateTime(session.createdAt)}`}</div>
    </>
  ),
}

const others: TableProps.ColumnDefinition<PortalSession>[] = [
  { id: 'address', header: 'Address', minWidth: 130, cell: ({ address }) => address },
  { id: 'method', header: 'Signed in by', minWidth: 130, cell: ({ method }) => methodOf(method) },
  { id: 'created', header: 'Signed in', minWidth: 160, cell: ({ createdAt }) => formatDateTime(createdAt) },
  { id: 'seen', header: 'Last seen', minWidth: 160, cell: ({ seenAt }) => formatDateTime(seenAt) },
]
