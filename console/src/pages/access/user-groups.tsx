import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import Pagination from '@cloudscape-design/components/pagination'
import Table from '@cloudscape-design/components/table'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { Confirm } from '../../components/confirm.tsx'
import { Empty } from '../../components/empty.tsx'
import { paginationLabels, usePagedQuery } from '../../components/use-paged-query.ts'
import { identityStore } from '../../lib/aws.ts'
import type { UserSignIn } from '../../lib/types.ts'
import { FormDialog } from '../organization/form-dialog.tsx'
import { findPrincipal, nameOfPrincipal, principalHref } from './principals.ts'

interface Membership {
  readonly membershipId: string
  readonly groupId: string
  readonly groupName: string
}

/** Each costs a question for its name. */
const pageSize = 20

/** Which groups a person is in. */
export function UserGroups({ user }: { user: UserSignIn }) {
  const store = useSession().data?.identityStoreId ?? ''
  const [page, setPage] = useState(1)
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Membership>()
  const { result, pages } = usePagedQuery({
    queryKey: ['members', 'of-user', user.userId],
    read: (token) => readMemberships(store, user.userId, token),
    nextOf: ({ next }) => next,
    wantedPage: page,
    enabled: store !== '',
  })
  const isPaged = pages.pagesCount > 1 || pages.openEnd
  return (
    <>
      <Table<Membership>
        header={
          <Header variant="h2" actions={<Button onClick={() => setAdding(true)}>Add to a group</Button>}>
            Groups
          </Header>
        }
        items={result.data?.memberships ?? []}
        loading={result.isPending}
        loadingText="Loading groups"
        trackBy="membershipId"
        wrapLines
        ariaLabels={{ tableLabel: 'Groups' }}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Group name',
            isRowHeader: true,
            cell: ({ groupId, groupName }) => <Link href={principalHref('GROUP', groupId)}>{groupName}</Link>,
          },
          {
            id: 'action',
            header: 'Action',
            cell: (membership) => (
              <Button variant="inline-link" ariaLabel={`Remove from ${membership.groupName}`} onClick={() => setRemoving(membership)}>
                Remove
              </Button>
            ),
          },
        ]}
        {...(isPaged && {
          pagination: <Pagination {...pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} ariaLabels={paginationLabels} />,
        })}
        empty={
          <Empty title={result.isError ? 'Groups could not be read' : 'In no group'}>
            {result.error?.message ?? 'People of a group have what is assigned to it.'}
          </Empty>
        }
      />
      {adding && <AddToGroup user={user} onClose={() => setAdding(false)} />}
      {removing && <RemoveFromGroup user={user} membership={removing} onClose={() => setRemoving(undefined)} />}
    </>
  )
}

async function readMemberships(IdentityStoreId: string, UserId: string, NextToken: string | undefined) {
  const input = { IdentityStoreId, MemberId: { UserId }, MaxResults: pageSize, ...(NextToken && { NextToken }) }
  const { GroupMemberships, NextToken: next } = await identityStore.call('ListGroupMembershipsForMember', input)
  const memberships = GroupMemberships.map(async ({ MembershipId = '', GroupId = '' }): Promise<Membership> => {
    return { membershipId: MembershipId, groupId: GroupId, groupName: await nameOfPrincipal(IdentityStoreId, 'GROUP', GroupId) }
  })
  return { memberships: await Promise.all(memberships), next }
}

/** What a group gives is read anew with it. */
function useMembershipsChanged(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => Promise.all(['members', 'principal-access'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}

function AddToGroup({ user, onClose }: { user: UserSignIn; onClose: () => void }) {
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const changed = useMembershipsChanged()
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: async () => {
      const GroupId = await findPrincipal(IdentityStoreId, 'GROUP', name)
      return identityStore.call('CreateGroupMembership', { IdentityStoreId, GroupId, MemberId: { UserId: user.userId } })
    },
    onSuccess: () => changed().then(onClose),
  })
  return (
    <FormDialog
      title={`Add ${user.userName} to a group`}
      action="Add"
      disabled={name.trim() === ''}
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <FormField label="Group" description="The whole name of the group.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus />
      </FormField>
    </FormDialog>
  )
}

function RemoveFromGroup({ user, membership, onClose }: { user: UserSignIn; membership: Membership; onClose: () => void }) {
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const changed = useMembershipsChanged()
  const remove = useMutation({
    mutationFn: () => identityStore.call('DeleteGroupMembership', { IdentityStoreId, MembershipId: membership.membershipId }),
    onSuccess: () => changed().then(onClose),
  })
  return (
    <Confirm title={`Remove ${user.userName} from ${membership.groupName}?`} action="Remove" mutation={remove} onClose={onClose}>
      They lose what is assigned to the group, and keep what is assigned to themselves.
    </Confirm>
  )
}
