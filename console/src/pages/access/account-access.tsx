import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { api } from '../../lib/api.ts'
import { ssoAdmin } from '../../lib/aws.ts'
import type { Account } from '../../lib/types.ts'
import { readAll } from '../organization/read-all.ts'
import { workThrough } from './assignment-plan.ts'
import { untilDone } from './assignment-work.ts'
import { namesOf, useInstance } from './permission-sets.ts'
import { assignHref } from './preselected.ts'
import { nameOfPrincipal, type PrincipalType, principalHref } from './principals.ts'

interface Assignment {
  readonly permissionSetArn: string
  readonly permissionSet: string
  readonly type: PrincipalType
  readonly id: string
  readonly name: string
}

/** Who can enter an account, and as what. */
export default function AccountAccess() {
  const { accountId = '' } = useParams({ strict: false })
  const instance = useInstance()
  const instanceArn = instance.data ?? undefined
  const store = useSession().data?.identityStoreId ?? ''
  const account = useQuery({ queryKey: ['accounts', 'one', accountId], queryFn: () => api.get<Account>(`/accounts/${accountId}`) })
  const access = useQuery({
    queryKey: ['account-access', accountId],
    queryFn: () => readAssignments(instanceArn ?? '', store, accountId),
    enabled: instanceArn !== undefined && store !== '',
  })
  const narrow = useNarrow()
  const [selected, setSelected] = useState<Assignment[]>([])
  const [removing, setRemoving] = useState<readonly Assignment[]>()
  const name = account.data?.name ?? accountId
  return (
    <ConsolePage title={`Access to ${name}`} breadcrumbs={[{ text: name, href: `/console/organization/accounts/${accountId}` }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description="People and groups that enter the account from the access portal."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={selected.length === 0} onClick={() => setRemoving(selected)}>
                Remove access
              </Button>
              <Button variant="primary" disabled={!instanceArn} href={assignHref({ account: accountId })}>
                Assign access
              </Button>
            </SpaceBetween>
          }
        >
          Access to {name}
        </Header>
        {instance.data === null && <Alert type="info">The account of this role owns no instance of IAM Identity Center.</Alert>}
        <Table<Assignment>
          items={access.data ?? []}
          loading={access.isPending && instance.data !== null}
          loadingText="Loading who has access"
          trackBy={({ permissionSetArn, id }) => `${permissionSetArn} ${id}`}
          wrapLines
          selectionType="multi"
          selectedItems={selected}
          onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
          ariaLabels={{
            tableLabel: 'Who has access',
            selectionGroupLabel: 'Choose assignments',
            allItemsSelectionLabel: () => 'Choose all',
            itemSelectionLabel: (_, { name, permissionSet }) => `Choose ${name} with ${permissionSet}`,
          }}
          columnDefinitions={columnsOf(narrow, (assignment) => setRemoving([assignment]))}
          empty={
            <Empty title={access.isError ? 'Access could not be read' : 'Nobody has access'}>
              {access.error?.message ?? 'Assign a permission set to a user or group.'}
            </Empty>
          }
        />
      </SpaceBetween>
      {removing && instanceArn && (
        <RemoveAccess
          assignments={removing}
          accountId={accountId}
          instanceArn={instanceArn}
          onClose={() => {
            setRemoving(undefined)
            setSelected([])
          }}
        />
      )}
    </ConsolePage>
  )
}

/** On a narrow screen access is removed by choosing rows. */
function columnsOf(narrow: boolean, onRemove: (assignment: Assignment) => void): TableProps.ColumnDefinition<Assignment>[] {
  return [
    {
      id: 'who',
      header: 'User or group',
      isRowHeader: true,
      minWidth: 120,
      cell: ({ type, id, name, permissionSet }) => (
        <>
          <Link href={principalHref(type, id)}>{name}</Link>
          {narrow && <Box variant="small">{permissionSet}</Box>}
        </>
      ),
    },
    ...(narrow
      ? []
      : [
          { id: 'type', header: 'Type', minWidth: 70, cell: ({ type }: Assignment) => (type === 'USER' ? 'User' : 'Group') },
          { id: 'set', header: 'Permission set', minWidth: 120, cell: ({ permissionSet }: Assignment) => permissionSet },
          {
            id: 'action',
            header: 'Action',
            minWidth: 90,
            cell: (assignment: Assignment) => (
              <Button
                variant="inline-link"
                ariaLabel={`Remove ${assignment.name} with ${assignment.permissionSet}`}
                onClick={() => onRemove(assignment)}
              >
                Remove
              </Button>
            ),
          },
        ]),
  ]
}

async function readAssignments(InstanceArn: string, store: string, AccountId: string): Promise<Assignment[]> {
  const arns = await readAll(
    (token) => ssoAdmin.call('ListPermissionSetsProvisionedToAccount', { InstanceArn, AccountId, ...token }),
    ({ PermissionSets }) => PermissionSets,
  )
  const ofEach = (await namesOf(InstanceArn, arns)).map(async ({ arn, name: permissionSet }) => {
    const assignments = await readAll(
      (token) => ssoAdmin.call('ListAccountAssignments', { InstanceArn, AccountId, PermissionSetArn: arn, ...token }),
      ({ AccountAssignments }) => AccountAssignments,
    )
    return Promise.all(
      assignments.map(async ({ PrincipalType: type = 'USER', PrincipalId: id = '' }) => ({
        ...{ permissionSetArn: arn, permissionSet, type, id },
        name: await nameOfPrincipal(store, type, id),
      })),
    )
  })
  return (await Promise.all(ofEach)).flat()
}

interface RemoveOptions {
  readonly assignments: readonly Assignment[]
  readonly accountId: string
  readonly instanceArn: string
  readonly onClose: () => void
}

function RemoveAccess({ assignments, accountId, instanceArn, onClose }: RemoveOptions) {
  const client = useQueryClient()
  const [first] = assignments
  // Those that failed are tried again, not those that are gone.
  const [left, setLeft] = useState(assignments)
  const remove = useMutation({
    mutationFn: async () => {
      const failed = new Map<Assignment, string>()
      await workThrough(left, 5, async (assignment) => {
        await removeOne(instanceArn, accountId, assignment).catch((error: Error) => failed.set(assignment, error.message))
      })
      setLeft([...failed.keys()])
      await Promise.all([['account-access', accountId], ['principal-access']].map((queryKey) => client.invalidateQueries({ queryKey })))
      if (failed.size > 0) throw new Error([...failed].map(([{ name }, message]) => `${name}: ${message}`).join(' '))
    },
    onSuccess: onClose,
  })
  const title = assignments.length === 1 ? `Remove ${first?.name}?` : `Remove ${assignments.length} assignments?`
  return (
    <Confirm title={title} action="Remove" mutation={remove} onClose={onClose}>
      {assignments.length > 1 || !first
        ? 'They can no longer enter the account with these permission sets.'
        : `${first.type === 'USER' ? 'They' : 'The people of the group'} can no longer enter the account as ${first.permissionSet}.`}{' '}
      Credentials that were given out work until they end.
    </Confirm>
  )
}

async function removeOne(InstanceArn: string, TargetId: string, { permissionSetArn, type, id }: Assignment): Promise<void> {
  const target = { InstanceArn, TargetType: 'AWS_ACCOUNT' as const, TargetId }
  const input = { ...target, PermissionSetArn: permissionSetArn, PrincipalType: type, PrincipalId: id }
  const { AccountAssignmentDeletionStatus } = await ssoAdmin.call('DeleteAccountAssignment', input)
  await untilDone('deletion', InstanceArn, AccountAssignmentDeletionStatus?.RequestId ?? '')
}
