import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ProvisioningArtifact, ProvisioningArtifactParameter } from '../../../../src/wire/models/servicecatalog.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RegionNotice, useForeignRegion } from '../../components/region-notice.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { ApiError } from '../../lib/api.ts'
import { serviceCatalog } from '../../lib/aws.ts'
import { formatDateTime, labelOf } from '../../lib/format.ts'
import { NoLaunchPath } from './no-launch-path.tsx'
import { useProduct } from './use-product.ts'

/** One product: what it is, its versions, by which path this role may launch it, and what it asks for. */
export default function ProductPage() {
  const { productId = '' } = useParams({ strict: false })
  const foreign = useForeignRegion()
  const { view, artifact, artifacts, parameters } = useProduct(productId)
  const paths = useLaunchPaths(productId, !foreign)
  const summary = view.data?.ProductViewSummary
  const title = summary?.Name ?? 'Product'
  return (
    <ConsolePage
      title={title}
      breadcrumbs={[
        { text: 'Service Catalog', href: '/console/catalog/products' },
        { text: 'Products', href: '/console/catalog/products' },
      ]}
    >
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={summary?.ShortDescription}
          actions={
            <Button
              variant="primary"
              href={`/console/catalog/products/${productId}/launch`}
              disabled={!paths.names?.length}
              loading={paths.loading}
              disabledReason={foreign ? 'Products can be launched in the home Region.' : 'Your role has no launch path for this product.'}
            >
              Launch product
            </Button>
          }
        >
          {title}
        </Header>
        {foreign && <RegionNotice />}
        {paths.refusal && <NoLaunchPath reason={paths.refusal} />}
        {view.isError && !paths.refusal && <LoadFailure error={view.error} onRetry={() => void view.refetch()} />}
        {paths.error && !view.isError && <LoadFailure error={paths.error} onRetry={paths.retry} />}
        {!foreign && !view.isError && <Facts productId={productId} owner={summary?.Owner} paths={paths.names} />}
        {!foreign && !view.isError && <Versions artifacts={artifacts} current={artifact?.Id} loading={view.isLoading} />}
        {!foreign && !view.isError && <Parameters query={parameters} loading={view.isLoading || parameters.isLoading} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

function Facts({ productId, owner, paths }: { productId: string; owner: string | undefined; paths: readonly string[] | undefined }) {
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={200}
        items={[
          { label: 'Product id', value: <CopyId value={productId} what="product id" /> },
          { label: 'Owner', value: owner ?? '–' },
          { label: 'Launch path', value: paths?.join(', ') || '–' },
        ]}
      />
    </Container>
  )
}

/** The portfolios through which this role may launch; having none is an answer, not a failure. */
function useLaunchPaths(productId: string, enabled: boolean) {
  const paths = useQuery({
    queryKey: ['launch-paths', productId],
    queryFn: () => serviceCatalog.call('ListLaunchPaths', { ProductId: productId }),
    enabled,
  })
  const none = paths.error instanceof ApiError && paths.error.code.startsWith('ResourceNotFound')
  return {
    names: paths.data?.LaunchPathSummaries?.map(({ Name = '' }) => Name),
    loading: paths.isLoading,
    refusal: none ? paths.error?.message : undefined,
    error: none ? null : paths.error,
    retry: () => void paths.refetch(),
  }
}

interface VersionsOptions {
  readonly artifacts: readonly ProvisioningArtifact[]
  /** The one that a launch takes. */
  readonly current: string | undefined
  readonly loading: boolean
}

function Versions({ artifacts, current, loading }: VersionsOptions) {
  const narrow = useNarrow()
  const status: TableProps.ColumnDefinition<ProvisioningArtifact> = {
    id: 'status',
    header: 'Status',
    minWidth: 110,
    cell: ({ Id }) =>
      Id === current ? <StatusIndicator>Active</StatusIndicator> : <StatusIndicator type="stopped">Older</StatusIndicator>,
  }
  return (
    <Table
      header={<Header variant="h2">Versions</Header>}
      items={artifacts}
      loading={loading}
      loadingText="Loading versions"
      trackBy="Id"
      wrapLines
      ariaLabels={{ tableLabel: 'Versions' }}
      columnDefinitions={[
        { id: 'name', header: 'Name', cell: ({ Name }) => Name, isRowHeader: true },
        status,
        ...(narrow ? [] : versionColumns),
      ]}
      empty={<Empty title="No versions" />}
    />
  )
}

const versionColumns: TableProps.ColumnDefinition<ProvisioningArtifact>[] = [
  { id: 'id', header: 'Id', cell: ({ Id }) => <span className="mono">{Id}</span> },
  { id: 'created', header: 'Created', cell: ({ CreatedTime }) => formatDateTime(CreatedTime) },
]

function Parameters({ query, loading }: { query: ReturnType<typeof useProduct>['parameters']; loading: boolean }) {
  const narrow = useNarrow()
  if (query.isError)
    return (
      <Alert
        type="warning"
        header="The parameters could not be read"
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </Alert>
    )
  return (
    <Table
      header={<Header variant="h2">Parameters</Header>}
      items={query.data?.ProvisioningArtifactParameters ?? []}
      loading={loading}
      loadingText="Loading parameters"
      trackBy="ParameterKey"
      wrapLines
      ariaLabels={{ tableLabel: 'Parameters' }}
      columnDefinitions={narrow ? [narrowParameterColumn] : parameterColumns}
      empty={<Empty title="No parameters to show" />}
    />
  )
}

type ParameterColumn = TableProps.ColumnDefinition<ProvisioningArtifactParameter>

function ParameterName({ ParameterKey = '' }: ProvisioningArtifactParameter) {
  return (
    <>
      {labelOf(ParameterKey)}
      <div className="cell-more mono">{ParameterKey}</div>
    </>
  )
}

const parameterColumns: ParameterColumn[] = [
  { id: 'label', header: 'Name', isRowHeader: true, width: 240, cell: (parameter) => <ParameterName {...parameter} /> },
  { id: 'description', header: 'Description', cell: ({ Description }) => Description },
]

const narrowParameterColumn: ParameterColumn = {
  id: 'label',
  header: 'Name and description',
  isRowHeader: true,
  cell: (parameter) => (
    <>
      <ParameterName {...parameter} />
      <div className="cell-more">{parameter.Description}</div>
    </>
  ),
}
