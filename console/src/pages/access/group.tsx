import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { identityStore } from '../../lib/aws.ts'
import { GroupDialog } from './group-dialog.tsx'
import { GroupMembers } from './group-members.tsx'
import { PrincipalAccess } from './principal-access.tsx'

/** One group: who is in it, and which accounts that opens. */
export default function GroupPage() {
  const { groupId = '' } = useParams({ strict: false })
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const found = useQuery({
    queryKey: ['group', groupId],
    queryFn: () => identityStore.call('DescribeGroup', { IdentityStoreId, GroupId: groupId }),
    enabled: IdentityStoreId !== '',
  })
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const group = found.data
  const title = group?.DisplayName ?? groupId
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Groups', href: '/console/access/groups' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={group?.Description}
          actions={
            group && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDialog('edit')}>Edit</Button>
                <Button onClick={() => setDialog('delete')}>Delete</Button>
              </SpaceBetween>
            )
          }
        >
          {title}
        </Header>
        {found.isError ? (
          <LoadFailure error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Container header={<Header variant="h2">Details</Header>}>
            {group ? (
              <KeyValuePairs
                columns={2}
                items={[
                  { label: 'Group id', value: <CopyId value={group.GroupId} what="group id" wraps /> },
                  { label: 'External id', value: group.ExternalIds?.[0]?.Id ?? '–' },
                ]}
              />
            ) : (
              <RowSkeletons rows={2} />
            )}
          </Container>
        )}
        {group && <GroupMembers groupId={group.GroupId} />}
        {group && <PrincipalAccess type="GROUP" id={group.GroupId} />}
      </SpaceBetween>
      {group && dialog === 'edit' && <GroupDialog group={group} onClose={() => setDialog(undefined)} onDone={() => setDialog(undefined)} />}
      {group && dialog === 'delete' && <DeleteGroup groupId={group.GroupId} name={title} onClose={() => setDialog(undefined)} />}
    </ConsolePage>
  )
}

function DeleteGroup({ groupId, name, onClose }: { groupId: string; name: string; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const remove = useMutation({
    mutationFn: () => identityStore.call('DeleteGroup', { IdentityStoreId, GroupId: groupId }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['groups'] })
      return navigate({ to: '/console/access/groups' })
    },
  })
  return (
    <Confirm title={`Delete ${name}?`} action="Delete" mutation={remove} onClose={onClose}>
      Its members stay, but lose what was assigned to the group. Its assignments in accounts stay behind and open nothing: remove them
      first.
    </Confirm>
  )
}
