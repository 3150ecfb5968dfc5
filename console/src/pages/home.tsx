import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSession } from '../app/session.ts'
import { ConsolePage } from '../app/shell.tsx'
import { Empty } from '../components/empty.tsx'
import { LoadFailure } from '../components/load-failure.tsx'
import { RequestTable } from '../components/request-table.tsx'
import { useThrottled } from '../components/use-throttled.ts'
import { api } from '../lib/api.ts'
import { useLiveRequests } from '../lib/live.ts'
import type { OrganizationTree, Queue, RequestSummary } from '../lib/types.ts'

/** The first page of the console: launch, what is going on, and what was asked for lately. */
export default function Home() {
  const client = useQueryClient()
  const recent = useQuery({ queryKey: ['requests'], queryFn: () => api.get<{ requests: RequestSummary[] }>('/requests', { limit: 10 }) })
  const queue = useQuery({ queryKey: ['queue'], queryFn: () => api.get<Queue>('/queue') })
  const refresh = useThrottled(() => {
    for (const name of ['requests', 'queue', 'organization']) void client.invalidateQueries({ queryKey: [name] })
  }, 1_000)
  useLiveRequests(refresh)
  const session = useSession()
  const member = session.data !== undefined && session.data.accountId !== session.data.managementAccountId
  const launch = !member && (
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
        {member && (
          <Alert type="info" action={<Button href="/start">Choose a role</Button>}>
            Accounts are launched from the management account {session.data?.managementAccountId}. You are in {session.data?.accountName}.
          </Alert>
        )}
        <Figures queue={queue.data} />
        {recent.isError ? (
          <LoadFailure error={recent.error} onRetry={() => void recent.refetch()} />
        ) : (
          <RequestTable
            title="Recent requests"
            requests={recent.data?.requests ?? []}
            loading={recent.isPending}
            actions={<Button href="/console/catalog/provisioned">View provisioned products</Button>}
            empty={
              <Empty title="No requests yet" action={launch}>
                What you launch appears here, with every step of it.
              </Empty>
            }
          />
        )}
      </SpaceBetween>
    </ConsolePage>
  )
}

/** What runs, what waits, and how large the organization is; a role that may not see the latter is not told of it. */
function Figures({ queue }: { queue: Queue | undefined }) {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization'), retry: false })
  const units = tree.data?.units
  const accounts = units?.reduce((sum, unit) => sum + unit.accounts, 0)
  return (
    <Container header={<Header variant="h2">At a glance</Header>}>
      <ColumnLayout columns={4} variant="text-grid" minColumnWidth={130}>
        <Figure label="Running" href="/console/catalog/queue" value={queue?.running.length} more={queue && `of ${queue.limit}`} />
        <Figure label="Waiting" href="/console/catalog/queue" value={queue?.waiting.length} />
        {!tree.isError && <Figure label="Accounts" href="/console/organization/accounts" value={accounts} />}
        {!tree.isError && <Figure label="OUs" href="/console/organization" value={units && units.length - 1} />}
      </ColumnLayout>
    </Container>
  )
}

interface FigureOptions {
  readonly label: string
  readonly href: string
  /** Undefined while it is being read. */
  readonly value: number | undefined
  readonly more?: string | undefined
}

function Figure({ label, href, value, more }: FigureOptions) {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <Link variant="awsui-value-large" href={href} ariaLabel={`${label}: ${value ?? 'loading'}`}>
        {value ?? '–'}
      </Link>
      {more && (
        <Box variant="span" color="text-body-secondary">
          {' '}
          {more}
        </Box>
      )}
    </div>
  )
}
