import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ConsolePage } from '../../app/shell.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { Account, OrganizationTree } from '../../lib/types.ts'
import { searchProvisioned } from '../catalog/search-provisioned.ts'
import { AccountState } from './account-state.tsx'

/** One account: what Organizations knows of it, and the provisioned product it came from. */
export default function AccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const found = useQuery({
    queryKey: ['accounts', 'one', accountId],
    queryFn: () => api.get<{ accounts: Account[] }>('/accounts', { search: accountId, limit: 1 }),
  })
  const tree = useQuery({ queryKey: ['organization'], queryFn: () => api.get<OrganizationTree>('/organization') })
  const product = useQuery({ queryKey: ['provisioned', 'of', accountId], queryFn: () => searchProvisioned({ text: accountId }) })
  const account = found.data?.accounts.find(({ id }) => id === accountId)
  const provisioned = product.data?.ProvisionedProducts?.[0]
  const unit = tree.data?.units.find(({ id }) => id === account?.parentId)
  return (
    <ConsolePage title={account?.name ?? accountId} breadcrumbs={[{ text: 'Accounts', href: '/console/organization/accounts' }]}>
      <SpaceBetween size="l">
        <Header variant="h1">{account?.name ?? accountId}</Header>
        {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Spinner size="large" />}
        {found.data && !account && <Empty title="There is no such account in this organization" />}
        {account && (
          <Container header={<Header variant="h2">Account</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'Account id', value: <CopyId value={account.id} what="account id" /> },
                { label: 'Email', value: account.email },
                { label: 'State', value: <AccountState state={account.state} /> },
                {
                  label: 'Organizational unit',
                  value: <Link href={`/console/organization?q=${account.parentId}`}>{unit?.path || account.parentName}</Link>,
                },
                { label: 'Enrolled with Control Tower', value: account.enrolled ? 'Yes' : 'No' },
                { label: 'Joined', value: formatDateTime(account.joinedAt) },
                {
                  label: 'Provisioned product',
                  value: provisioned ? <Link href={`/console/catalog/provisioned/${provisioned.Id}`}>{provisioned.Name}</Link> : 'None',
                },
              ]}
            />
          </Container>
        )}
      </SpaceBetween>
    </ConsolePage>
  )
}
