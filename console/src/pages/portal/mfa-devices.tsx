import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Empty } from '../../components/empty.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { type MfaDevice, MfaDeviceFacts } from '../../components/mfa-device.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'
import { AddMfaDevice } from './add-mfa-device.tsx'
import type { MfaDevices } from './mfa-api.ts'
import { RemoveDevice, RenameDevice } from './mfa-device-dialogs.tsx'
import { ProveAgain } from './prove-again.tsx'

type Dialog = { kind: 'add' } | { kind: 'rename' | 'remove'; device: MfaDevice }

/** A person's authenticator apps and passkeys: add, rename, remove. */
export function MfaDeviceList() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['mfa-devices'], queryFn: () => api.get<MfaDevices>('/portal/mfa-devices') })
  const [dialog, setDialog] = useState<Dialog>()
  const [proving, setProving] = useState<Dialog>()
  const { data } = query
  const close = (): void => {
    setDialog(undefined)
    void client.invalidateQueries({ queryKey: ['mfa-devices'] })
  }
  /** What changes the sign-in asks first who it is; the server says whether it does, at this moment. */
  const open = async (next: Dialog): Promise<void> => {
    const { data } = await query.refetch()
    if (data?.proofRequired && next.kind !== 'rename') setProving(next)
    else setDialog(next)
  }
  const proved = (): void => {
    setDialog(proving)
    setProving(undefined)
  }
  const full = data !== undefined && data.devices.length >= data.limit
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={data ? `(${data.devices.length})` : ''}
          description="Authenticator apps and passkeys that prove it is you when you sign in."
          actions={
            <Button onClick={() => void open({ kind: 'add' })} disabled={!data || full}>
              Add a device
            </Button>
          }
        >
          Multi-factor authentication
        </Header>
      }
    >
      <SpaceBetween size="s">
        {full && <Alert type="info">You have {data.limit} devices, which is the most. Remove one to add another.</Alert>}
        {query.isError ? (
          <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <RowSkeletons rows={2} />
        ) : data.devices.length === 0 ? (
          <Empty title="No devices yet">With one, a stolen password alone opens nothing of yours. Two are better: one may get lost.</Empty>
        ) : (
          <ul className="account-list">
            {data.devices.map((device) => (
              <DeviceRow key={device.id} device={device} onOpen={(kind) => void open({ kind, device })} />
            ))}
          </ul>
        )}
      </SpaceBetween>
      {proving && <ProveAgain onProved={proved} onCancel={() => setProving(undefined)} />}
      {dialog?.kind === 'add' && <AddDialog data={data} onClose={close} />}
      {dialog?.kind === 'rename' && <RenameDevice device={dialog.device} onClose={close} />}
      {dialog?.kind === 'remove' && <RemoveDevice device={dialog.device} isLast={data?.devices.length === 1} onClose={close} />}
    </Container>
  )
}

function AddDialog({ data, onClose }: { data: MfaDevices | undefined; onClose: () => void }) {
  return (
    <Modal visible header="Add a device" onDismiss={onClose} closeAriaLabel="Close">
      <AddMfaDevice passkeysUnavailable={data?.passkeysUnavailable} cancelText="Cancel" onCancel={onClose} onDone={onClose} />
    </Modal>
  )
}

function DeviceRow({ device, onOpen }: { device: MfaDevice; onOpen: (kind: 'rename' | 'remove') => void }) {
  const { name } = device
  return (
    <li className="choice-row">
      <MfaDeviceFacts device={device} />
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => onOpen('rename')} ariaLabel={`Rename ${name}`}>
          Rename
        </Button>
        <Button onClick={() => onOpen('remove')} ariaLabel={`Remove ${name}`}>
          Remove
        </Button>
      </SpaceBetween>
    </li>
  )
}
