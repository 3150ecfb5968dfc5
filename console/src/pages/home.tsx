import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ConsolePage } from '../app/shell.tsx'
import { Empty } from '../components/empty.tsx'
import { LoadFailure } from '../components/load-failure.tsx'
import { RequestTable } from '../components/request-table.tsx'
import { api } from '../lib/api.ts'
import { useLiveRequests } from '../lib/live.ts'
import type { RequestSummary } from '../lib/types.ts'

/** The first page of the console: launch, and what was launched lately. */
export default function Home() {
  const client = useQueryClient()
  const recent = useQuery({ queryKey: ['requests'], queryFn: () => api.get<{ requests: RequestSummary[] }>('/requests', { limit: 10 }) })
  useLiveRequests(useCallback(() => void client.invalidateQueries({ queryKey: ['requests'] }), [client]))
  const launch = (
    <Button variant="primary" href="/console/catalog/products">
      Launch an account
    </Button>
  )
  return (
    <ConsolePage title="Home">
      <SpaceBetween size="l">
        <Header variant="h1" description="AWS accounts, from request to sign-in." actions={launch}>
          Account Factory
        </Header>
        {recent.isError ? (
          <LoadFailure error={recent.error} onRetry={() => void recent.refetch()} />
        ) : (
          <RequestTable
            title="Recent requests"
            requests={recent.data?.requests ?? []}
            loading={recent.isPending}
            empty={
              <Empty title="No requests yet" action={<Button href="/console/catalog/products">Launch an account</Button>}>
                What you launch appears here, with every step of it.
              </Empty>
            }
          />
        )}
      </SpaceBetween>
    </ConsolePage>
  )
}
