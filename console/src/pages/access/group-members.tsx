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
import { FormDialog } from '../organization/form-dialog.tsx'
import { findPrincipal, nameOfPrincipal, principalHref } from './principals.ts'

interface Member {
  readonly membershipId: string
  readonly userId: string
  readonly userName: string
}

/** Each costs a question for its name. */
const pageSize = 20

export function GroupMembers({ groupId }: { groupId: string }) {
  const store = useSession().data?.identityStoreId ?? ''
  const [page, setPage] = useState(1)
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Member>()
  const { result, pages } = usePagedQuery({
    queryKey: ['members', groupId],
    read: (token) => readMembers(store, groupId, token),
    nextOf: ({ next }) => next,
    wantedPage: page,
    enabled: store !== '',
  })
  const isPaged = pages.pagesCount > 1 || pages.openEnd
  return (
    <>
      <Table<Member>
        header={
          <Header variant="h2" actions={<Button onClick={() => setAdding(true)}>Add a member</Button>}>
            Members
          </Header>
        }
        items={result.data?.members ?? []}
        loading={result.isPending}
        loadingText="Loading members"
        trackBy="membershipId"
        ariaLabels={{ tableLabel: 'Members' }}
        columnDefinitions={[
          {
            id: 'name',
            header: 'User name',
            isRowHeader: true,
            cell: ({ userId, userName }) => <Link href={principalHref('USER', userId)}>{userName}</Link>,
          },
          {
            id: 'action',
            header: 'Action',
            cell: (member) => (
              <Button variant="inline-link" ariaLabel={`Remove ${member.userName}`} onClick={() => setRemoving(member)}>
                Remove
              </Button>
            ),
          },
        ]}
        {...(isPaged && {
          pagination: <Pagination {...pages} onChange={({ detail }) => setPage(detail.currentPageIndex)} ariaLabels={paginationLabels} />,
        })}
        empty={
          <Empty title={result.isError ? 'Members could not be read' : 'No members'}>
            {result.error?.message ?? 'People of the group have what is assigned to it.'}
          </Empty>
        }
      />
      {adding && <AddMember groupId={groupId} onClose={() => setAdding(false)} />}
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(undefined)} />}
    </>
  )
}

async function readMembers(IdentityStoreId: string, GroupId: string, NextToken: string | undefined) {
  const input = { IdentityStoreId, GroupId, MaxResults: pageSize, ...(NextToken && { NextToken }) }
  const { GroupMemberships, NextToken: next } = await identityStore.call('ListGroupMemberships', input)
  const members = GroupMemberships.map(async ({ MembershipId = '', MemberId }): Promise<Member> => {
    const userId = MemberId?.UserId ?? ''
    return { membershipId: MembershipId, userId, userName: await nameOfPrincipal(IdentityStoreId, 'USER', userId) }
  })
  return { members: await Promise.all(members), next }
}

function AddMember({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const client = useQueryClient()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: async () => {
      const UserId = await findPrincipal(IdentityStoreId, 'USER', name)
      return identityStore.call('CreateGroupMembership', { IdentityStoreId, GroupId: groupId, MemberId: { UserId } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['members', groupId] }).then(onClose),
  })
  return (
    <FormDialog
      title="Add a member"
      action="Add"
      disabled={name.trim() === ''}
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <FormField label="User" description="The whole user name or e-mail address.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus />
      </FormField>
    </FormDialog>
  )
}

function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const client = useQueryClient()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const remove = useMutation({
    mutationFn: () => identityStore.call('DeleteGroupMembership', { IdentityStoreId, MembershipId: member.membershipId }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['members'] }).then(onClose),
  })
  return (
    <Confirm title={`Remove ${member.userName}?`} action="Remove" mutation={remove} onClose={onClose}>
      They lose what is assigned to the group, and keep what is assigned to themselves.
    </Confirm>
  )
}
