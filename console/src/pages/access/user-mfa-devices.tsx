import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { deviceTypes, type MfaDevice } from '../../components/mfa-device.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { UserSignIn } from '../../lib/types.ts'

/** A person's authenticator apps and passkeys: an administrator removes those that were lost. */
export function UserMfaDevices({ user }: { user: UserSignIn }) {
  const { userId, userName } = user
  const narrow = useNarrow()
  const [lost, setLost] = useState<MfaDevice>()
  const queryKey = ['user-mfa-devices', userId]
  const list = useQuery({ queryKey, queryFn: () => api.get<{ devices: MfaDevice[] }>(`/users/${userId}/mfa-devices`) })
  if (list.isError) return <LoadFailure error={list.error} onRetry={() => void list.refetch()} />
  const action: TableProps.ColumnDefinition<MfaDevice> = {
    id: 'remove',
    header: 'Action',
    minWidth: 100,
    cell: (device) => (
      <Button variant="inline-link" ariaLabel={`Remove ${device.name}`} onClick={() => setLost(device)}>
        Remove
      </Button>
    ),
  }
  return (
    <>
      <Table<MfaDevice>
        items={list.data?.devices ?? []}
        loading={list.isPending}
        loadingText="Loading devices"
        trackBy="id"
        ariaLabels={{ tableLabel: 'Devices' }}
        columnDefinitions={[...(narrow ? columns.filter(({ id }) => id === 'name') : columns), action]}
        header={
          <Header variant="h2" counter={list.data && `(${list.data.devices.length})`}>
            Multi-factor authentication
          </Header>
        }
        empty={
          <Box textAlign="center" color="text-body-secondary">
            {userName} has registered no device
          </Box>
        }
      />
      {lost && <Remove user={user} device={lost} onClose={() => setLost(undefined)} />}
    </>
  )
}

function Remove({ user, device, onClose }: { user: UserSignIn; device: MfaDevice; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.delete(`/users/${user.userId}/mfa-devices/${device.id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['user-mfa-devices', user.userId] })
      onClose()
    },
  })
  return (
    <Confirm title={`Remove ${device.name}?`} action="Remove" mutation={remove} onClose={onClose}>
      Be sure that it is {user.userName} who asks. Without it they sign in with what is left, and no browser of theirs is trusted any
      longer.
    </Confirm>
  )
}

const columns: TableProps.ColumnDefinition<MfaDevice>[] = [
  { id: 'name', header: 'Name', isRowHeader: true, minWidth: 160, cell: ({ name }) => name },
  { id: 'type', header: 'Kind', minWidth: 140, cell: ({ type }) => deviceTypes[type] },
  { id: 'created', header: 'Added', minWidth: 160, cell: ({ createdAt }) => formatDateTime(createdAt) },
  { id: 'used', header: 'Last used', minWidth: 160, cell: ({ lastUsedAt }) => formatDateTime(lastUsedAt ?? undefined) },
]
