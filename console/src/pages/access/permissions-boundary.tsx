import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PermissionsBoundary as Boundary } from '../../../../src/wire/models/sso-admin.ts'
import { Confirm } from '../../components/confirm.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { ApiError } from '../../lib/api.ts'
import { ssoAdmin } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'
import { type PermissionSetKey, useChanged } from './permission-sets.ts'
import { PolicyField, policyOf } from './policy-field.tsx'

/** What people can do at most with a permission set, whatever its policies allow. */
export function PermissionsBoundary({ permissionSet }: { permissionSet: PermissionSetKey }) {
  const boundary = useQuery({
    queryKey: ['permission-set', permissionSet.PermissionSetArn, 'boundary'],
    queryFn: () => readBoundary(permissionSet),
  })
  const [dialog, setDialog] = useState<'set' | 'remove'>()
  const close = () => setDialog(undefined)
  const name = boundary.data && nameOf(boundary.data)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What people can do at most, whatever the policies allow."
          actions={
            boundary.isSuccess && (
              <SpaceBetween direction="horizontal" size="xs">
                {name && <Button onClick={() => setDialog('remove')}>Remove</Button>}
                <Button onClick={() => setDialog('set')}>{name ? 'Change' : 'Set a boundary'}</Button>
              </SpaceBetween>
            )
          }
        >
          Permissions boundary
        </Header>
      }
    >
      {boundary.isError ? (
        <LoadFailure error={boundary.error} onRetry={() => void boundary.refetch()} />
      ) : boundary.isPending ? (
        <RowSkeletons rows={1} />
      ) : (
        <Box color={name ? 'inherit' : 'text-body-secondary'}>{name ?? 'No boundary'}</Box>
      )}
      {dialog === 'set' && <SetBoundary permissionSet={permissionSet} onClose={close} />}
      {dialog === 'remove' && <RemoveBoundary permissionSet={permissionSet} onClose={close} />}
    </Container>
  )
}

const nameOf = ({ ManagedPolicyArn, CustomerManagedPolicyReference: own }: Boundary): string =>
  ManagedPolicyArn ?? `${own?.Path ?? '/'}${own?.Name ?? ''}, of each account’s own`

/** Null where there is none. */
async function readBoundary(key: PermissionSetKey): Promise<Boundary | null> {
  try {
    return (await ssoAdmin.call('GetPermissionsBoundaryForPermissionSet', key)).PermissionsBoundary ?? null
  } catch (error) {
    if (error instanceof ApiError && error.code.startsWith('ResourceNotFound')) return null
    throw error
  }
}

interface DialogOptions {
  readonly permissionSet: PermissionSetKey
  readonly onClose: () => void
}

function SetBoundary({ permissionSet, onClose }: DialogOptions) {
  const changed = useChanged()
  const [text, setText] = useState('')
  const put = useMutation({
    mutationFn: () => ssoAdmin.call('PutPermissionsBoundaryToPermissionSet', { ...permissionSet, PermissionsBoundary: policyOf(text) }),
    onSuccess: () => changed().then(onClose),
  })
  return (
    <FormDialog
      title="Set the permissions boundary"
      action="Set"
      disabled={text.trim() === ''}
      pending={put.isPending}
      error={put.error}
      onSubmit={() => put.mutate()}
      onClose={onClose}
    >
      <PolicyField text={text} onChange={setText} />
    </FormDialog>
  )
}

function RemoveBoundary({ permissionSet, onClose }: DialogOptions) {
  const changed = useChanged()
  const remove = useMutation({
    mutationFn: () => ssoAdmin.call('DeletePermissionsBoundaryFromPermissionSet', permissionSet),
    onSuccess: () => changed().then(onClose),
  })
  return (
    <Confirm title="Remove the permissions boundary?" action="Remove" mutation={remove} onClose={onClose}>
      People can do everything that the policies allow when the permission set is provisioned again.
    </Confirm>
  )
}
