import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { ssoAdmin } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'
import { untilDone } from './assignment-work.ts'
import { usePermissionSets } from './permission-sets.ts'
import { findPrincipal, type PrincipalType } from './principals.ts'

interface AssignAccessOptions {
  readonly accountId: string
  readonly instanceArn: string
  readonly onClose: () => void
}

/** Lets a user or group enter the account with a permission set; it waits until that is so. */
export function AssignAccess({ accountId, instanceArn, onClose }: AssignAccessOptions) {
  const client = useQueryClient()
  const store = useSession().data?.identityStoreId ?? ''
  const sets = usePermissionSets(instanceArn)
  const [type, setType] = useState<PrincipalType>('USER')
  const [name, setName] = useState('')
  const [set, setSet] = useState<string>()
  const assign = useMutation({
    mutationFn: async () => {
      const PrincipalId = await findPrincipal(store, type, name)
      const target = { InstanceArn: instanceArn, TargetType: 'AWS_ACCOUNT' as const, TargetId: accountId }
      const input = { ...target, PermissionSetArn: set ?? '', PrincipalType: type, PrincipalId }
      const { AccountAssignmentCreationStatus } = await ssoAdmin.call('CreateAccountAssignment', input)
      await untilDone('creation', instanceArn, AccountAssignmentCreationStatus?.RequestId ?? '')
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['account-access', accountId] }).then(onClose),
  })
  const options = (sets.data ?? []).map(({ arn, name }) => ({ value: arn, label: name }))
  return (
    <FormDialog
      title="Assign access"
      action="Assign"
      disabled={name.trim() === '' || !set}
      pending={assign.isPending}
      error={assign.error ?? sets.error}
      onSubmit={() => assign.mutate()}
      onClose={onClose}
    >
      <FormField label="To">
        <SegmentedControl
          label="User or group"
          selectedId={type}
          onChange={({ detail }) => setType(detail.selectedId === 'GROUP' ? 'GROUP' : 'USER')}
          options={[
            { id: 'USER', text: 'User' },
            { id: 'GROUP', text: 'Group' },
          ]}
        />
      </FormField>
      <FormField
        label={type === 'USER' ? 'User' : 'Group'}
        description={type === 'USER' ? 'The whole user name or e-mail address.' : 'The whole name of the group.'}
      >
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Permission set">
        <Select
          selectedOption={options.find(({ value }) => value === set) ?? null}
          options={options}
          placeholder="Choose a permission set"
          statusType={sets.isPending ? 'loading' : 'finished'}
          loadingText="Loading permission sets"
          filteringType="auto"
          onChange={({ detail }) => setSet(detail.selectedOption.value)}
        />
      </FormField>
    </FormDialog>
  )
}
