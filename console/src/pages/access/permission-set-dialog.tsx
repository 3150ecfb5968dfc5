import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PermissionSet } from '../../../../src/wire/models/sso-admin.ts'
import { ssoAdmin } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'

interface PermissionSetDialogOptions {
  readonly instanceArn: string
  /** The one that is changed; without, one is made. */
  readonly permissionSet?: PermissionSet
  readonly onClose: () => void
  readonly onDone: (arn: string) => void
}

const hours = Array.from({ length: 12 }, (_, index) => index + 1)
const durations = hours.map((hour) => ({ value: `PT${hour}H`, label: hour === 1 ? '1 hour' : `${hour} hours` }))

/** `PT4H` as one says it; what is not in whole hours as it is. */
export const durationText = (duration = ''): string => durations.find(({ value }) => value === duration)?.label ?? duration

/** Name, description, length of a session and relay state. */
export function PermissionSetDialog({ instanceArn, permissionSet, onClose, onDone }: PermissionSetDialogOptions) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [description, setDescription] = useState(permissionSet?.Description ?? '')
  const [duration, setDuration] = useState(permissionSet?.SessionDuration ?? 'PT1H')
  const [relayState, setRelayState] = useState(permissionSet?.RelayState ?? '')
  const save = useMutation({
    mutationFn: async () => {
      const values = {
        InstanceArn: instanceArn,
        SessionDuration: duration,
        ...(description.trim() && { Description: description.trim() }),
        ...(relayState.trim() && { RelayState: relayState.trim() }),
      }
      const arn = permissionSet?.PermissionSetArn
      if (!arn) return (await ssoAdmin.call('CreatePermissionSet', { ...values, Name: name.trim() })).PermissionSet?.PermissionSetArn ?? ''
      await ssoAdmin.call('UpdatePermissionSet', { ...values, PermissionSetArn: arn })
      return arn
    },
    onSuccess: async (arn) => {
      await Promise.all(['permission-sets', 'permission-set'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      onDone(arn)
    },
  })
  return (
    <FormDialog
      title={permissionSet ? `Edit ${permissionSet.Name}` : 'Create permission set'}
      action={permissionSet ? 'Save' : 'Create'}
      disabled={!permissionSet && name.trim() === ''}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {!permissionSet && (
        <FormField label="Name" description="Letters, digits and + = , . @ - _; it cannot be changed later.">
          <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus />
        </FormField>
      )}
      <FormField label="Description">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <FormField label="Length of a session">
        <Select
          selectedOption={durations.find(({ value }) => value === duration) ?? { value: duration, label: duration }}
          options={durations}
          onChange={({ detail }) => setDuration(detail.selectedOption.value ?? duration)}
        />
      </FormField>
      <FormField label="Relay state" description="Where the console opens; optional.">
        <Input value={relayState} onChange={({ detail }) => setRelayState(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
