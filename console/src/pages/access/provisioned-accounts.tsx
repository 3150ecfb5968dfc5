import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Empty } from '../../components/empty.tsx'
import { ssoAdmin } from '../../lib/aws.ts'
import { readAll } from '../organization/read-all.ts'
import { untilDone } from './assignment-work.ts'
import { type PermissionSetKey, useChanged } from './permission-sets.ts'

interface Provisioned {
  readonly accountId: string
  readonly latest: boolean
}

/** The accounts that have a role of the permission set, and whether it is as the permission set is now. */
export function ProvisionedAccounts({ permissionSet }: { permissionSet: PermissionSetKey }) {
  const changed = useChanged()
  const accounts = useQuery({
    queryKey: ['permission-set', permissionSet.PermissionSetArn, 'accounts'],
    queryFn: () => readAccounts(permissionSet),
  })
  const provision = useMutation({
    mutationFn: async () => {
      const input = { ...permissionSet, TargetType: 'ALL_PROVISIONED_ACCOUNTS' as const }
      const { PermissionSetProvisioningStatus } = await ssoAdmin.call('ProvisionPermissionSet', input)
      await untilDone('provisioning', permissionSet.InstanceArn, PermissionSetProvisioningStatus?.RequestId ?? '')
    },
    onSettled: () => changed(),
  })
  const outdated = accounts.data?.some(({ latest }) => !latest)
  return (
    <Table<Provisioned>
      header={
        <Header
          variant="h2"
          counter={accounts.data ? `(${accounts.data.length})` : ''}
          description={provision.error?.message}
          actions={
            <Button disabled={!outdated} loading={provision.isPending} onClick={() => provision.mutate()}>
              Provision again
            </Button>
          }
        >
          Accounts
        </Header>
      }
      items={accounts.data ?? []}
      loading={accounts.isPending}
      loadingText="Loading accounts"
      trackBy="accountId"
      ariaLabels={{ tableLabel: 'Accounts' }}
      columnDefinitions={[
        {
          id: 'account',
          header: 'Account',
          isRowHeader: true,
          cell: ({ accountId }) => <Link href={`/console/access/accounts/${accountId}`}>{accountId}</Link>,
        },
        {
          id: 'state',
          header: 'State',
          cell: ({ latest }) =>
            latest ? <StatusIndicator>Up to date</StatusIndicator> : <StatusIndicator type="warning">Outdated</StatusIndicator>,
        },
      ]}
      empty={
        <Empty title={accounts.isError ? 'Accounts could not be read' : 'In no account'}>
          {accounts.error?.message ?? 'The first assignment in an account puts it there.'}
        </Empty>
      }
    />
  )
}

async function readAccounts(key: PermissionSetKey): Promise<Provisioned[]> {
  const read = (ProvisioningStatus: 'LATEST_PERMISSION_SET_PROVISIONED' | 'LATEST_PERMISSION_SET_NOT_PROVISIONED') =>
    readAll(
      (token) => ssoAdmin.call('ListAccountsForProvisionedPermissionSet', { ...key, ProvisioningStatus, ...token }),
      ({ AccountIds }) => AccountIds,
    )
  const [latest, outdated] = await Promise.all([read('LATEST_PERMISSION_SET_PROVISIONED'), read('LATEST_PERMISSION_SET_NOT_PROVISIONED')])
  return [...outdated.map((accountId) => ({ accountId, latest: false })), ...latest.map((accountId) => ({ accountId, latest: true }))]
}
