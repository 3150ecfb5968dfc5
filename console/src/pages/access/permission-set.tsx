import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ConsolePage } from '../../app/shell.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { ssoAdmin } from '../../lib/aws.ts'
import { InlinePolicy } from './inline-policy.tsx'
import { ManagedPolicies } from './managed-policies.tsx'
import { durationText, PermissionSetDialog } from './permission-set-dialog.tsx'
import { type PermissionSetKey, permissionSetArn, useInstance } from './permission-sets.ts'
import { PermissionsBoundary } from './permissions-boundary.tsx'
import { assignHref } from './preselected.ts'
import { ProvisionedAccounts } from './provisioned-accounts.tsx'

/** One permission set: what it lets, and in which accounts it is. */
export default function PermissionSetPage() {
  const { permissionSetId = '' } = useParams({ strict: false })
  const instanceArn = useInstance().data ?? ''
  const key = { InstanceArn: instanceArn, PermissionSetArn: permissionSetArn(instanceArn, permissionSetId) }
  const found = useQuery({
    queryKey: ['permission-set', permissionSetId],
    queryFn: async () => (await ssoAdmin.call('DescribePermissionSet', key)).PermissionSet,
    enabled: instanceArn !== '',
  })
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const set = found.data
  const title = set?.Name ?? permissionSetId
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Permission sets', href: '/console/access/permission-sets' }]}>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description={set?.Description}
          actions={
            set && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={assignHref({ set: permissionSetId })}>Assign access</Button>
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
            {set ? (
              <KeyValuePairs
                columns={3}
                items={[
                  { label: 'ARN', value: <CopyId value={key.PermissionSetArn} what="ARN" wraps /> },
                  { label: 'Length of a session', value: durationText(set.SessionDuration) },
                  { label: 'Relay state', value: set.RelayState ?? '–' },
                ]}
              />
            ) : (
              <RowSkeletons rows={2} />
            )}
          </Container>
        )}
        {set && <ManagedPolicies permissionSet={key} />}
        {set && <InlinePolicy permissionSet={key} />}
        {set && <PermissionsBoundary permissionSet={key} />}
        {set && <ProvisionedAccounts permissionSet={key} />}
      </SpaceBetween>
      {set && dialog === 'edit' && (
        <PermissionSetDialog
          instanceArn={instanceArn}
          permissionSet={set}
          onClose={() => setDialog(undefined)}
          onDone={() => setDialog(undefined)}
        />
      )}
      {set && dialog === 'delete' && <DeletePermissionSet permissionSet={key} name={title} onClose={() => setDialog(undefined)} />}
    </ConsolePage>
  )
}

function DeletePermissionSet({ permissionSet, name, onClose }: { permissionSet: PermissionSetKey; name: string; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => ssoAdmin.call('DeletePermissionSet', permissionSet),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['permission-sets'] })
      return navigate({ to: '/console/access/permission-sets' })
    },
  })
  return (
    <Confirm title={`Delete ${name}?`} action="Delete" mutation={remove} onClose={onClose}>
      It is only deleted when nobody has it in any account.
    </Confirm>
  )
}
