import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { serviceCatalog } from '../../lib/aws.ts'
import { formatDateTime, labelOf } from '../../lib/format.ts'
import { useProduct } from './use-product.ts'

/** One product: what it is, its versions, by which path this role may launch it, and what it asks for. */
export default function ProductPage() {
  const { productId = '' } = useParams({ strict: false })
  const foreign = useForeignRegion()
  const product = useProduct(productId)
  const paths = useQuery({
    queryKey: ['launch-paths', productId],
    queryFn: () => serviceCatalog.call('ListLaunchPaths', { ProductId: productId }),
    enabled: !foreign,
  })
  const { view, artifact, parameters } = product
  const title = view.data?.ProductViewSummary?.Name ?? 'Product'
  const canLaunch = (paths.data?.LaunchPathSummaries?.length ?? 0) > 0
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Products', href: '/console/catalog/products' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={view.data?.ProductViewSummary?.ShortDescription}
          actions={
            <Button
              variant="primary"
              href={`/console/catalog/products/${productId}/launch`}
              disabled={!canLaunch}
              disabledReason={paths.isError ? paths.error.message : 'Your role has no launch path for this product.'}
            >
              Launch product
            </Button>
          }
        >
          {title}
        </Header>
        {foreign && <RegionNotice />}
        {view.isError && <LoadFailure error={view.error} onRetry={() => void view.refetch()} />}
        {paths.isError && !view.isError && (
          <Alert type="warning" header="You cannot launch this product with your role">
            {paths.error.message}
          </Alert>
        )}
        <Container header={<Header variant="h2">Details</Header>}>
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'Product id', value: <CopyId value={productId} what="product id" /> },
              { label: 'Owner', value: view.data?.ProductViewSummary?.Owner ?? '–' },
              { label: 'Launch path', value: paths.data?.LaunchPathSummaries?.[0]?.Name ?? '–' },
            ]}
          />
        </Container>
        <Table
          header={<Header variant="h2">Versions</Header>}
          items={view.data?.ProvisioningArtifacts ?? []}
          loading={view.isPending && !foreign}
          loadingText="Loading versions"
          trackBy="Id"
          columnDefinitions={[
            { id: 'name', header: 'Name', cell: (row) => row.Name, isRowHeader: true },
            { id: 'id', header: 'Id', cell: (row) => <span className="mono">{row.Id}</span> },
            { id: 'created', header: 'Created', cell: (row) => formatDateTime(row.CreatedTime) },
            {
              id: 'active',
              header: 'Status',
              cell: (row) =>
                row.Id === artifact?.Id ? <StatusIndicator>Active</StatusIndicator> : <StatusIndicator type="stopped">Old</StatusIndicator>,
            },
          ]}
          empty={<Empty title="No versions" />}
        />
        <Table
          header={<Header variant="h2">Parameters</Header>}
          items={parameters.data?.ProvisioningArtifactParameters ?? []}
          loading={parameters.isLoading}
          loadingText="Loading parameters"
          trackBy="ParameterKey"
          wrapLines
          columnDefinitions={[
            { id: 'label', header: 'Name', cell: (row) => labelOf(row.ParameterKey ?? ''), isRowHeader: true },
            { id: 'key', header: 'Key', cell: (row) => <span className="mono">{row.ParameterKey}</span> },
            { id: 'description', header: 'Description', cell: (row) => row.Description },
          ]}
          empty={<Empty title="No parameters to show" />}
        />
      </SpaceBetween>
    </ConsolePage>
  )
}
