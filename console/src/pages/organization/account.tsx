import Badge from '@cloudscape-design/components/badge'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { useForeignRegion } from '../../components/region-notice.tsx'
import { ProductStatus } from '../../components/request-status.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { formatDateTime, personOf } from '../../lib/format.ts'
import type { Account, OrganizationTree, Unit } from '../../lib/types.ts'
import { searchProvisioned } from '../catalog/search-provisioned.ts'
import { AccountActions } from './account-actions.tsx'
import { AccountState } from './account-state.tsx'
import { AppliedPolicies } from './applied-policies.tsx'
import { Enrollment } from './enrollment.tsx'
import { Said } from './said.tsx'
import { Tags } from './tags.tsx'
import { UnitPath } from './unit-path.tsx'
import { lineOf, useOrganization } from './use-organization.ts'

/** One account: what Organizations knows of it, where it lies, its policies and tags, and the provisioned product it came from. */
export default function AccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const found = useQuery({ queryKey: ['accounts', 'one', accountId], queryFn: () => api.get<Account>(`/accounts/${accountId}`) })
  const organization = useOrganization()
  const [said, setSaid] = useState<string>()
  const account = found.data
  const title = account?.name ?? accountId
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'AWS accounts', href: '/console/organization' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          actions={
            account && (
              <SpaceBetween direction="horizontal" size="xs">
                <AccountActions
                  picked={[{ kind: 'account', account }]}
                  managementAccountId={organization.data?.managementAccountId}
                  only={['move', 'close']}
                  onDone={setSaid}
                />
                <Button href={`/console/access/accounts/${account.id}`}>Access</Button>
                <Button href={`/start?q=${account.id}`} iconName="external" iconAlign="right">
                  Access portal
                </Button>
              </SpaceBetween>
            )
          }
        >
          {title}
        </Header>
        <Said text={said} onDismiss={() => setSaid(undefined)} />
        {found.isError &&
          (isUnknown(found.error) ? <NotFound /> : <LoadFailure error={found.error} onRetry={() => void found.refetch()} />)}
        {(account || found.isPending) && (
          <Container header={<Header variant="h2">Account</Header>}>
            {account ? <Facts account={account} organization={organization.data} /> : <RowSkeletons rows={4} />}
          </Container>
        )}
        {account && <Sections account={account} units={organization.data?.units ?? []} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

/** No such account, or no account's id at all. */
const isUnknown = (error: Error): boolean => error instanceof ApiError && (error.status === 404 || error.code === 'ValidationException')

/** Which of them is shown stands in the address. */
function Sections({ account, units }: { account: Account; units: readonly Unit[] }) {
  const { tab = 'policies' } = useSearch({ strict: false })
  const navigate = useNavigate()
  const line = [...lineOf(units, account.parentId), { id: account.id, name: account.name }]
  return (
    <Tabs
      activeTabId={tab}
      onChange={({ detail }) => void navigate({ to: '.', search: { tab: detail.activeTabId }, replace: true })}
      ariaLabel="About the account"
      i18nStrings={{ scrollLeftAriaLabel: 'Scroll left', scrollRightAriaLabel: 'Scroll right' }}
      tabs={[
        { id: 'policies', label: 'Policies', content: <AppliedPolicies line={units.length > 0 ? line : []} accountId={account.id} /> },
        { id: 'tags', label: 'Tags', content: <Tags id={account.id} name={account.name} /> },
        { id: 'product', label: 'Provisioned product', content: <Origin accountId={account.id} /> },
      ]}
    />
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

function Facts({ account, organization }: { account: Account; organization: OrganizationTree | undefined }) {
  const managing = organization?.managementAccountId === account.id
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
          value: organization ? <UnitPath line={lineOf(organization.units, account.parentId)} /> : account.parentName,
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
