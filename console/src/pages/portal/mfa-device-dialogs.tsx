import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { MfaDevice } from '../../components/mfa-device.tsx'
import { api } from '../../lib/api.ts'
import { useAttempt } from './add-mfa-device.tsx'

interface DialogOptions {
  readonly device: MfaDevice
  readonly onClose: () => void
}

export function RenameDevice({ device, onClose }: DialogOptions) {
  const [name, setName] = useState(device.name)
  const { busy, failure, attempt } = useAttempt()
  const save = (): Promise<void> =>
    attempt(async () => {
      await api.patch(`/portal/mfa-devices/${device.id}`, { name: name.trim() })
      onClose()
    })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() && !busy) void save()
  }
  return (
    <Modal
      visible
      header={`Rename ${device.name}`}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Choice onCancel={onClose}>
          <Button variant="primary" loading={busy} loadingText="Saving" disabled={!name.trim()} onClick={() => void save()}>
            Save
          </Button>
        </Choice>
      }
    >
      <form onSubmit={submit}>
        <FormField label="Name of the device" errorText={failure}>
          <Input value={name} autoFocus autoComplete={false} onChange={({ detail }) => setName(detail.value.slice(0, 64))} />
        </FormField>
      </form>
    </Modal>
  )
}

export function RemoveDevice({ device, isLast, onClose }: DialogOptions & { isLast: boolean }) {
  const { busy, failure, attempt } = useAttempt()
  const remove = (): Promise<void> =>
    attempt(async () => {
      await api.delete(`/portal/mfa-devices/${device.id}`)
      onClose()
    })
  return (
    <Modal
      visible
      header={`Remove ${device.name}?`}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <Choice onCancel={onClose}>
          <Button variant="primary" loading={busy} loadingText="Removing" onClick={() => void remove()}>
            Remove
          </Button>
        </Choice>
      }
    >
      <SpaceBetween size="m">
        {failure && <Alert type="error">{failure}</Alert>}
        <Box>
          {device.type === 'totp' ? 'Codes of this app' : 'This passkey'} will no longer sign you in. Delete it on the device too: there it
          stays.
        </Box>
        {isLast && <Alert type="warning">It is your last device: from then on your password alone protects what you can enter.</Alert>}
      </SpaceBetween>
    </Modal>
  )
}

function Choice({ children, onCancel }: { children: ReactNode; onCancel: () => void }) {
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onCancel}>
          Cancel
        </Button>
        {children}
      </SpaceBetween>
    </Box>
  )
}
