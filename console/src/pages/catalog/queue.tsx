import Alert from '@cloudscape-design/components/alert'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ConsolePage } from '../../app/shell.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RequestTable } from '../../components/request-table.tsx'
import { useLiveRefresh } from '../../components/use-live-refresh.ts'
import { api } from '../../lib/api.ts'
import type { Queue, RequestSummary } from '../../lib/types.ts'

/** What is being worked on and what waits, in order; live. */
export default function QueuePage() {
  const client = useQueryClient()
  const queue = useQuery({ queryKey: ['queue'], queryFn: () => api.get<Queue>('/queue') })
  const refresh = (): void => void client.invalidateQueries({ queryKey: ['queue'] })
  useLiveRefresh(refresh)
  const cancel = useMutation({
    mutationFn: ({ recordId }: RequestSummary) => api.post(`/requests/${recordId}/cancel`),
    onSettled: refresh,
  })
  const limit = queue.data?.limit
  return (
    <ConsolePage title="Queue" breadcrumbs={[{ text: 'Service Catalog', href: '/console/catalog/products' }]}>
      <SpaceBetween size="l">
        <Header variant="h1" description={`${limit ?? 'Some'} account operations are worked on at a time; the others wait for their turn.`}>
          Queue
        </Header>
        {cancel.isError && (
          <Alert type="error" header="It was not cancelled" dismissible dismissAriaLabel="Dismiss" onDismiss={cancel.reset}>
            {cancel.error.message}
          </Alert>
        )}
        {queue.isError ? (
          <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />
        ) : (
          <Tables queue={queue.data} onCancel={(request) => cancel.mutate(request)} />
        )}
      </SpaceBetween>
    </ConsolePage>
  )
}

function Tables({ queue, onCancel }: { queue: Queue | undefined; onCancel: (request: RequestSummary) => void }) {
  const { limit = 0, running = [], waiting = [] } = queue ?? {}
  return (
    <SpaceBetween size="l">
      <RequestTable
        title="Running"
        description={queue ? `${running.length} of ${limit} places taken` : '…'}
        requests={running}
        loading={!queue}
        empty={<Empty title="Nothing is running" />}
        onCancel={onCancel}
      />
      <RequestTable
        title="Waiting"
        requests={waiting}
        loading={!queue}
        empty={<Empty title="Nobody waits">{running.length < limit && 'A launch would start at once.'}</Empty>}
        onCancel={onCancel}
      />
    </SpaceBetween>
  )
}
