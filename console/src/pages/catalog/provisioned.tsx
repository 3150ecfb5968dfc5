import Alert from '@cloudscape-design/components/alert'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ProductStatus, RequestStatus } from '../../components/request-status.tsx'
import { api } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'
import { formatDateTime, labelOf, personOf } from '../../lib/format.ts'
import { type Connection, useLiveRequests } from '../../lib/live.ts'
import type { Request } from '../../lib/types.ts'
import { parameterKeys } from './launch-form.ts'
import { ProvisionedActions } from './provisioned-actions.tsx'
import { ProvisionedTabs } from './provisioned-tabs.tsx'
import { Steps } from './steps.tsx'

/** One provisioned product: where it stands, step by step, and what became of it. */
export default function ProvisionedProduct() {
  const { provisionedProductId = '' } = useParams({ strict: false })
  const client = useQueryClient()
  const product = useQuery({
    queryKey: ['provisioned', provisionedProductId],
    queryFn: () => serviceCatalog.call('DescribeProvisionedProduct', { Id: provisionedProductId }),
  })
  const detail = product.data?.ProvisionedProductDetail
  const recordId = detail?.LastProvisioningRecordId
  const request = useQuery({
    queryKey: ['request', recordId],
    queryFn: () => api.get<Request>(`/requests/${recordId}`),
    enabled: recordId !== undefined,
  })
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: ['provisioned', provisionedProductId] }),
    [client, provisionedProductId],
  )
  const connection = useLiveRequests(refresh, recordId)
  const title = detail?.Name ?? request.data?.provisionedProductName ?? 'Provisioned product'
  const gone = product.isError && request.data?.type === 'TERMINATE_PROVISIONED_PRODUCT' && request.data.phase === 'SUCCEEDED'
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Provisioned products', href: '/console/catalog/provisioned' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          actions={request.data && <ProvisionedActions request={request.data} status={detail?.Status} onChanged={refresh} />}
        >
          {title}
        </Header>
        {gone && (
          <Alert type="success">The provisioned product was terminated. The account is still there, in the root of the organization.</Alert>
        )}
        {product.isError && !gone && <LoadFailure error={product.error} onRetry={() => void product.refetch()} />}
        {product.isPending && <Spinner size="large" />}
        {detail && (
          <Container header={<Header variant="h2">Summary</Header>}>
            <KeyValuePairs
              columns={4}
              items={[
                { label: 'Status', value: <ProductStatus status={detail.Status} /> },
                { label: 'Account id', value: <AccountLink accountId={request.data?.accountId} /> },
                { label: 'Owner', value: personOf(request.data?.requestedBy) },
                { label: 'Created', value: formatDateTime(detail.CreatedTime) },
              ]}
            />
          </Container>
        )}
        {request.isError && <LoadFailure error={request.error} onRetry={() => void request.refetch()} />}
        {request.data && <Work request={request.data} connection={connection} />}
        {request.data && <ProvisionedTabs request={request.data} provisionedProductId={provisionedProductId} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

function AccountLink({ accountId }: { accountId: string | undefined }) {
  if (!accountId) return <>–</>
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <CopyId value={accountId} what="account id" />
      <Link href={`/console/organization/accounts/${accountId}`}>View</Link>
    </SpaceBetween>
  )
}

/** Progress on the left, what was asked for on the right. */
function Work({ request, connection }: { request: Request; connection: Connection }) {
  const running = ['QUEUED', 'RUNNING', 'CANCELLING'].includes(request.phase)
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 7 } }, { colspan: { default: 12, s: 5 } }]}>
      <Container
        fitHeight
        header={
          <Header variant="h2" actions={running && <LiveBadge connection={connection} />}>
            {request.type === 'PROVISION_PRODUCT' ? 'Launch' : 'Termination'}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <RequestStatus request={request} />
          {request.phase === 'QUEUED' && (
            <Box color="text-body-secondary">
              {request.position === 1 ? 'It is next.' : `${(request.position ?? 1) - 1} before it.`} It starts by itself when a place is
              free; see the <Link href="/console/catalog/queue">queue</Link>.
            </Box>
          )}
          {request.phase === 'RUNNING' && (
            <ProgressBar
              value={(100 * request.stepsDone) / request.stepsTotal}
              description={`Step ${Math.min(request.stepsDone + 1, request.stepsTotal)} of ${request.stepsTotal}: ${request.currentStep ?? ''}`}
              ariaLabel="Progress"
            />
          )}
          {request.error && (
            <Alert type={request.phase === 'CANCELLED' ? 'info' : 'error'} header={request.error.code}>
              {request.error.message}
            </Alert>
          )}
          <Steps steps={request.steps} />
        </SpaceBetween>
      </Container>
      <Container fitHeight header={<Header variant="h2">Parameters</Header>}>
        <KeyValuePairs columns={1} items={parametersOf(request)} />
      </Container>
    </Grid>
  )
}

/** In the order of the launch form. */
function parametersOf({ parameters }: Request): { label: string; value: string }[] {
  const keys = [...new Set([...parameterKeys, ...Object.keys(parameters)])]
  return keys.flatMap((key) => (parameters[key] === undefined ? [] : [{ label: labelOf(key), value: parameters[key] }]))
}

function LiveBadge({ connection }: { connection: Connection }) {
  if (connection === 'reconnecting') return <Badge color="severity-medium">Reconnecting…</Badge>
  return <Badge color="green">{connection === 'live' ? 'Live' : 'Connecting'}</Badge>
}
