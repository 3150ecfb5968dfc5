import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Select from '@cloudscape-design/components/select'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useRef } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { Titled } from '../../components/titled.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { paginationLabels } from '../../components/use-paged-query.ts'
import { useSlashFocus } from '../../components/use-slash-focus.ts'
import { formatDateTime } from '../../lib/format.ts'
import { recordOf, type TrailRecord } from './event-record.ts'
import { attributes, times, useEvents } from './use-events.ts'

/** What was called in this account and who signed in, newest first: CloudTrail's event history. */
export default function Events() {
  const events = useEvents()
  const { result, pages, goTo } = events
  const narrow = useNarrow()
  return (
    <ConsolePage title="Event history" contentType="table" breadcrumbs={[{ text: 'Access', href: '/console/access/events' }]}>
      {result.isError ? (
        <Titled title="Event history">
          <LoadFailure error={result.error} onRetry={() => void result.refetch()} />
        </Titled>
      ) : (
        <Table<TrailRecord>
          variant="full-page"
          stickyHeader
          enableKeyboardNavigation
          items={(result.data?.Events ?? []).map(recordOf)}
          loading={result.isPending}
          loadingText="Loading events"
          trackBy="eventID"
          columnDefinitions={narrow ? columns.filter(({ id }) => id === 'name' || id === 'time') : columns}
          ariaLabels={{ tableLabel: 'Event history' }}
          header={
            <Header
              variant="awsui-h1-sticky"
              description="Calls and sign-ins of this account in this Region. Reads follow a moment later."
              actions={<Button iconName="refresh" ariaLabel="Refresh" loading={result.isFetching} onClick={() => void result.refetch()} />}
            >
              Event history
            </Header>
          }
          filter={<Filter {...events} />}
          pagination={<Pagination {...pages} onChange={({ detail }) => goTo(detail.currentPageIndex)} ariaLabels={paginationLabels} />}
          empty={
            <Empty title="No event matches" action={<Button onClick={events.reset}>Show all events</Button>}>
              Another attribute or a longer time may find it.
            </Empty>
          }
        />
      )}
    </ConsolePage>
  )
}

function Filter({ attribute, setAttribute, text, setText, time, setTime }: ReturnType<typeof useEvents>) {
  const input = useRef<InputProps.Ref>(null)
  useSlashFocus(input)
  return (
    <div className="event-filter">
      <Select
        ariaLabel="Attribute"
        options={[...attributes]}
        selectedOption={attribute}
        onChange={({ detail }) => setAttribute(detail.selectedOption.value ?? '')}
      />
      {attribute.placeholder && (
        <Input
          ref={input}
          type="search"
          value={text}
          placeholder={attribute.placeholder}
          ariaLabel={attribute.label}
          clearAriaLabel="Clear"
          onChange={({ detail }) => setText(detail.value)}
        />
      )}
      <Select
        ariaLabel="Time"
        options={[...times]}
        selectedOption={time}
        onChange={({ detail }) => setTime(detail.selectedOption.value ?? '')}
      />
    </div>
  )
}

const columns: TableProps.ColumnDefinition<TrailRecord>[] = [
  {
    id: 'name',
    header: 'Event name',
    isRowHeader: true,
    minWidth: 180,
    cell: ({ eventID, eventName }) => <Link href={`/console/access/events/${eventID}`}>{eventName}</Link>,
  },
  { id: 'time', header: 'Time', minWidth: 150, cell: ({ eventTime }) => formatDateTime(eventTime) },
  { id: 'user', header: 'User name', minWidth: 130, cell: ({ user }) => user },
  {
    id: 'outcome',
    header: 'Outcome',
    minWidth: 160,
    cell: ({ errorCode, errorMessage }) =>
      errorCode ? (
        <span title={errorMessage}>
          <StatusIndicator type="error">{errorCode}</StatusIndicator>
        </span>
      ) : (
        <StatusIndicator type="success">Done</StatusIndicator>
      ),
  },
  { id: 'source', header: 'Event source', minWidth: 200, cell: ({ eventSource }) => eventSource },
  {
    id: 'resource',
    header: 'Resource',
    minWidth: 160,
    maxWidth: 280,
    cell: ({ resources = [] }) => {
      const [first, ...others] = resources
      return first ? (
        <span
          title={resources.map(({ ARN }) => ARN).join('\n')}
        >{`${nameOf(first.ARN)}${others.length > 0 ? ` +${others.length}` : ''}`}</span>
      ) : (
        '–'
      )
    },
  },
]

/** The end of an ARN, by which people know the thing. */
const nameOf = (arn: string): string => arn.split(/[/:]/).at(-1) || arn
