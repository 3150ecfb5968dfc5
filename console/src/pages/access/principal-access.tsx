import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../app/session.ts'
import { Empty } from '../../components/empty.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { ApiError, api } from '../../lib/api.ts'
import { ssoAdmin } from '../../lib/aws.ts'
import type { Account } from '../../lib/types.ts'
import { readAll } from '../organization/read-all.ts'
import { namesOf, useInstance } from './permission-sets.ts'
import { assignHref } from './preselected.ts'
import { nameOfPrincipal, type PrincipalType } from './principals.ts'

interface Entry {
  readonly accountId: string
  readonly accountName: string
  readonly permissionSet: string
  /** The group that gives it, where the person has it by one. */
  readonly group: string | undefined
}

/** Which accounts a user or group may enter, and with which permission sets; of a user also what their groups give. */
export function PrincipalAccess({ type, id }: { type: PrincipalType; id: string }) {
  const instance = useInstance().data ?? undefined
  const store = useSession().data?.identityStoreId ?? ''
  const narrow = useNarrow()
  const access = useQuery({
    queryKey: ['principal-access', type, id],
    queryFn: () => readAccess(instance ?? '', store, type, id),
    enabled: instance !== undefined && store !== '',
  })
  return (
    <Table<Entry>
      header={
        <Header
          variant="h2"
          counter={access.data ? `(${access.data.length})` : ''}
          actions={<Button href={assignHref({ principal: `${type}/${id}` })}>Assign access</Button>}
        >
          Accounts
        </Header>
      }
      items={access.data ?? []}
      loading={access.isPending}
      loadingText="Loading accounts"
      trackBy={({ accountId, permissionSet, group }) => `${accountId} ${permissionSet} ${group ?? ''}`}
      wrapLines
      ariaLabels={{ tableLabel: 'Accounts' }}
      columnDefinitions={[
        {
          id: 'account',
          header: 'Account',
          isRowHeader: true,
          minWidth: 120,
          cell: ({ accountId, accountName, group }) => (
            <>
              <Link href={`/console/access/accounts/${accountId}`}>{accountName}</Link>
              {narrow && group && <Box variant="small">by {group}</Box>}
            </>
          ),
        },
        { id: 'set', header: 'Permission set', minWidth: narrow ? 90 : 120, cell: ({ permissionSet }) => permissionSet },
        ...(type === 'USER' && !narrow ? [{ id: 'by', header: 'By', minWidth: 80, cell: ({ group }: Entry) => group ?? 'Directly' }] : []),
      ]}
      empty={
        <Empty title={access.isError ? 'Accounts could not be read' : 'No accounts'}>
          {access.error?.message ?? 'Assign a permission set in an account.'}
        </Empty>
      }
    />
  )
}

async function readAccess(InstanceArn: string, store: string, PrincipalType: PrincipalType, PrincipalId: string): Promise<Entry[]> {
  const assignments = await readAll(
    (token) => ssoAdmin.call('ListAccountAssignmentsForPrincipal', { InstanceArn, PrincipalId, PrincipalType, ...token }),
    ({ AccountAssignments }) => AccountAssignments,
  )
  const distinct = (values: readonly (string | undefined)[]): string[] => [...new Set(values.filter((value) => value !== undefined))]
  const groups = distinct(assignments.map((each) => (each.PrincipalId === PrincipalId ? undefined : each.PrincipalId)))
  const [sets, accounts, groupNames] = await Promise.all([
    namesOf(InstanceArn, distinct(assignments.map(({ PermissionSetArn }) => PermissionSetArn))),
    Promise.all(distinct(assignments.map(({ AccountId }) => AccountId)).map(async (id) => [id, await nameOfAccount(id)] as const)),
    Promise.all(groups.map(async (id) => [id, await nameOfPrincipal(store, 'GROUP', id)] as const)),
  ])
  const [setOf, accountOf, groupOf] = [new Map(sets.map(({ arn, name }) => [arn, name])), new Map(accounts), new Map(groupNames)]
  return assignments
    .map(({ AccountId = '', PermissionSetArn = '', PrincipalId: by = '' }) => ({
      accountId: AccountId,
      accountName: accountOf.get(AccountId) ?? AccountId,
      permissionSet: setOf.get(PermissionSetArn) ?? PermissionSetArn,
      group: groupOf.get(by),
    }))
    .sort((one, other) => one.accountName.localeCompare(other.accountName) || one.permissionSet.localeCompare(other.permissionSet))
}

/** Its id when the role may not read it. */
async function nameOfAccount(accountId: string): Promise<string> {
  try {
    return (await api.get<Account>(`/accounts/${accountId}`)).name
  } catch (error) {
    if (error instanceof ApiError) return accountId
    throw error
  }
}
