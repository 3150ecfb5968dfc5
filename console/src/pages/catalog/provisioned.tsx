import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from '@tanstack/react-router'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { ProductStatus } from '../../components/request-status.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { formatDateTime, labelOf, personOf } from '../../lib/format.ts'
import type { Request } from '../../lib/types.ts'
import { parameterKeys } from './launch-form.ts'
import { Progress } from './progress.tsx'
import { ProvisionedActions } from './provisioned-actions.tsx'
import { ProvisionedTabs } from './provisioned-tabs.tsx'
import { useProvisioned } from './use-provisioned.ts'

/** One provisioned product: where it stands, step by step, and what became of it. */
export default function ProvisionedProduct() {
  const { provisionedProductId = '' } = useParams({ strict: false })
  const foreign = useForeignRegion()
  const provisioned = useProvisioned(provisionedProductId, !foreign)
  const { request, detail } = provisioned
  const title = detail?.Name ?? request?.provisionedProductName ?? 'Provisioned product'
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Provisioned products', href: '/console/catalog/provisioned' }]}>
      <SpaceBetween size="l">
        {request ? (
          <ProvisionedActions
            title={title}
            request={request}
            status={detail?.Status}
            onChanged={provisioned.refresh}
            onNew={provisioned.showLast}
          />
        ) : (
          <Header variant="h1">{title}</Header>
        )}
        {foreign && <RegionNotice />}
        {provisioned.error && <LoadFailure error={provisioned.error} onRetry={provisioned.retry} />}
        {provisioned.gone && request?.type === 'TERMINATE_PROVISIONED_PRODUCT' && <Gone request={request} />}
        {provisioned.isEarlier && (
          <Alert type="info" action={<Button onClick={provisioned.showLast}>Show the latest</Button>}>
            This is an earlier record of the provisioned product.
          </Alert>
        )}
        {(detail || provisioned.pending) && !foreign && (
          <Container header={<Header variant="h2">Summary</Header>}>
            {detail ? <Summary detail={detail} request={request} /> : <RowSkeletons rows={1} />}
          </Container>
        )}
        {request ? (
          <Grid gridDefinition={[{ colspan: { default: 12, s: 7 } }, { colspan: { default: 12, s: 5 } }]}>
            <Progress request={request} connection={provisioned.connection} />
            <Container fitHeight header={<Header variant="h2">Parameters</Header>}>
              <KeyValuePairs columns={1} items={parametersOf(request)} />
            </Container>
          </Grid>
        ) : (
          provisioned.pending &&
          !foreign && (
            <Container header={<Header variant="h2">Progress</Header>}>
              <RowSkeletons rows={7} />
            </Container>
          )
        )}
        {request && <ProvisionedTabs request={request} provisionedProductId={provisionedProductId} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

function Gone({ request: { accountId } }: { request: Request }) {
  return (
    <Alert type="success" header="The provisioned product was terminated">
      {accountId ? (
        <>
          The account is still there, in the root of the organization:{' '}
          <Link href={`/console/organization/accounts/${accountId}`}>{accountId}</Link>.
        </>
      ) : (
        'There was no account behind it. Its name is free again.'
      )}
    </Alert>
  )
}

type Detail = NonNullable<ReturnType<typeof useProvisioned>['detail']>

function Summary({ detail, request }: { detail: Detail; request: Request | undefined }) {
  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={170}
      items={[
        { label: 'Status', value: <ProductStatus status={detail.Status} /> },
        { label: 'Account id', value: <AccountLink accountId={request?.accountId} /> },
        { label: 'Requested by', value: personOf(request?.requestedBy) },
        { label: 'Created', value: formatDateTime(detail.CreatedTime) },
      ]}
    />
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

/** In the order of the launch form. */
function parametersOf({ parameters }: Request): { label: string; value: string }[] {
  const keys = [...new Set([...parameterKeys, ...Object.keys(parameters)])]
  return keys.flatMap((key) => (parameters[key] === undefined ? [] : [{ label: labelOf(key), value: parameters[key] }]))
}
