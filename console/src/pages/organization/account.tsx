import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useForeignRegion } from '../../components/region-notice.tsx'
import { ProductStatus } from '../../components/request-status.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'
import { organizations } from '../../lib/aws.ts'
import { formatDateTime, personOf } from '../../lib/format.ts'
import type { Account, OrganizationTree } from '../../lib/types.ts'
import { searchProvisioned } from '../catalog/search-provisioned.ts'
import { AccountState } from './account-state.tsx'
import { Enrollment } from './enrollment.tsx'

/** One account: what Organizations knows of it, its tags, and the provisioned product it came from. */
export default function AccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const found = useQuery({
    queryKey: ['accounts', 'one', accountId],
    queryFn: () => api.get<{ accounts: Account[] }>('/accounts', { search: accountId, limit: 1 }),
  })
  const account = found.data?.accounts.find(({ id }) => id === accountId)
  const title = account?.name ?? accountId
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Accounts', href: '/console/organization/accounts' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          actions={
            account && (
              <Button href={`/start?q=${account.id}`} iconName="external" iconAlign="right">
                Access portal
              </Button>
            )
          }
        >
          {title}
        </Header>
        {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && !account && <NotFound />}
        {(account || found.isPending) && (
          <Container header={<Header variant="h2">Account</Header>}>
            {account ? <Facts account={account} /> : <RowSkeletons rows={4} />}
          </Container>
        )}
        {account && <Origin accountId={account.id} />}
        {account && <Tags accountId={account.id} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

function NotFound() {
  return (
    <Empty
      title="There is no such account in this organization"
      action={<Button href="/console/organization/accounts">All accounts</Button>}
    >
      It may have left the organization, or the id is mistyped.
    </Empty>
  )
}

function Facts({ account }: { account: Account }) {
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const unit = tree.data?.units.find(({ id }) => id === account.parentId)
  const managing = tree.data?.managementAccountId === account.id
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={200}
      items={[
        { label: 'Account id', value: <CopyId value={account.id} what="account id" /> },
        { label: 'Email', value: account.email },
        {
          label: 'State',
          value: (
            <SpaceBetween direction="horizontal" size="xs">
              <AccountState state={account.state} />
              {managing && <Badge>Management account</Badge>}
            </SpaceBetween>
          ),
        },
        {
          label: 'Organizational unit',
          value: <Link href={`/console/organization?unit=${account.parentId}`}>{unit?.path || account.parentName}</Link>,
        },
        { label: 'Governance', value: <Enrollment enrolled={account.enrolled} /> },
        { label: 'Joined', value: formatDateTime(account.joinedAt) },
      ]}
    />
  )
}

/** The provisioned product that the account came from; accounts that were there before have none. */
function Origin({ accountId }: { accountId: string }) {
  const foreign = useForeignRegion()
  const search = useQuery({
    queryKey: ['provisioned', 'of', accountId],
    queryFn: () => searchProvisioned({ text: accountId }),
    enabled: !foreign,
  })
  const product = search.data?.ProvisionedProducts?.[0]
  return (
    <Container header={<Header variant="h2">Provisioned product</Header>}>
      {search.isError ? (
        <LoadFailure error={search.error} onRetry={() => void search.refetch()} />
      ) : foreign ? (
        'Shown in the home Region only.'
      ) : search.isPending ? (
        <RowSkeletons rows={2} />
      ) : product ? (
        <KeyValuePairs
          columns={3}
          minColumnWidth={200}
          items={[
            { label: 'Name', value: <Link href={`/console/catalog/provisioned/${product.Id}`}>{product.Name}</Link> },
            { label: 'Status', value: <ProductStatus status={product.Status} /> },
            { label: 'Owner', value: personOf(product.UserArnSession) },
          ]}
        />
      ) : (
        'None: the account was not launched with Account Factory, or its provisioned product was terminated.'
      )}
    </Container>
  )
}

function Tags({ accountId }: { accountId: string }) {
  const tags = useQuery({
    queryKey: ['tags', accountId],
    queryFn: () => organizations.call('ListTagsForResource', { ResourceId: accountId }),
  })
  return (
    <Table
      header={
        <Header variant="h2" counter={tags.data ? `(${tags.data.Tags?.length ?? 0})` : ''}>
          Tags
        </Header>
      }
      items={tags.data?.Tags ?? []}
      loading={tags.isPending}
      loadingText="Loading tags"
      trackBy="Key"
      wrapLines
      ariaLabels={{ tableLabel: 'Tags' }}
      columnDefinitions={[
        { id: 'key', header: 'Key', isRowHeader: true, cell: ({ Key }) => Key },
        { id: 'value', header: 'Value', cell: ({ Value }) => Value || '–' },
      ]}
      empty={<Empty title={tags.isError ? 'Tags could not be read' : 'No tags'}>{tags.error?.message}</Empty>}
    />
  )
}
