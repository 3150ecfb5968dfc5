import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { cloudTrail } from '../../lib/aws.ts'
import { formatDateTime } from '../../lib/format.ts'
import { recordOf, type TrailRecord } from './event-record.ts'

/** One event with its whole record. */
export default function EventPage() {
  const { eventId } = useParams({ from: '/console/access/events/$eventId' })
  const event = useQuery({
    queryKey: ['events', 'one', eventId],
    queryFn: () => cloudTrail.call('LookupEvents', { LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: eventId }] }),
  })
  const [found] = event.data?.Events ?? []
  const record = found && recordOf(found)
  const text = found ? JSON.stringify(JSON.parse(found.CloudTrailEvent ?? '{}'), null, 2) : ''
  return (
    <ConsolePage title={record?.eventName ?? 'Event'} breadcrumbs={[{ text: 'Event history', href: '/console/access/events' }]}>
      {event.isError && <LoadFailure error={event.error} onRetry={() => void event.refetch()} />}
      {event.isPending && <StatusIndicator type="loading">Loading the event</StatusIndicator>}
      {event.isSuccess && !record && (
        <Empty title="There is no such event">It may be older than events are kept, or of another account or Region.</Empty>
      )}
      {record && (
        <SpaceBetween size="l">
          <Header variant="h1">{record.eventName}</Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs columns={3} items={details(record)} />
          </Container>
          <Container
            header={
              <Header
                variant="h2"
                actions={
                  <CopyToClipboard
                    copyButtonText="Copy"
                    copySuccessText="Copied"
                    copyErrorText="The browser did not allow it"
                    textToCopy={text}
                  />
                }
              >
                Event record
              </Header>
            }
          >
            {/* A region that scrolls must be reachable by keyboard. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that its text can be scrolled without a mouse */}
            <pre className="event-record" tabIndex={0}>
              {text}
            </pre>
          </Container>
        </SpaceBetween>
      )}
    </ConsolePage>
  )
}

function details(record: TrailRecord) {
  const { errorCode, errorMessage, resources = [] } = record
  return [
    { label: 'Time', value: formatDateTime(record.eventTime) },
    { label: 'User name', value: record.user },
    { label: 'Who', value: record.userIdentity.arn ?? record.userIdentity.type },
    { label: 'Event source', value: record.eventSource },
    { label: 'Region', value: record.awsRegion },
    { label: 'Source address', value: record.sourceIPAddress },
    { label: 'Access key', value: record.userIdentity.accessKeyId ?? '–' },
    { label: 'Kind', value: record.readOnly ? 'Read' : 'Change or sign-in' },
    { label: 'Client', value: record.userAgent || '–' },
    { label: 'Event id', value: <CopyId value={record.eventID} what="the event id" wraps /> },
    {
      label: 'Outcome',
      value: errorCode ? (
        <StatusIndicator type="error">{errorCode}</StatusIndicator>
      ) : (
        <StatusIndicator type="success">Done</StatusIndicator>
      ),
    },
    ...(errorMessage ? [{ label: 'Message', value: errorMessage }] : []),
    ...(resources.length > 0 ? [{ label: 'Resources', value: <Box>{resources.map(({ ARN }) => ARN).join(', ')}</Box> }] : []),
  ]
}
