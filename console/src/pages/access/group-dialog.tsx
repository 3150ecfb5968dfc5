import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Group } from '../../../../src/wire/models/identitystore.ts'
import { useSession } from '../../app/session.ts'
import { identityStore } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'

interface GroupDialogOptions {
  /** The one that is changed; without, one is made. */
  readonly group?: Group
  readonly onClose: () => void
  readonly onDone: (groupId: string) => void
}

/** Name and description of a group. */
export function GroupDialog({ group, onClose, onDone }: GroupDialogOptions) {
  const client = useQueryClient()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const [name, setName] = useState(group?.DisplayName ?? '')
  const [description, setDescription] = useState(group?.Description ?? '')
  const save = useMutation({
    mutationFn: async () => {
      const wanted = { DisplayName: name.trim(), ...(description.trim() && { Description: description.trim() }) }
      if (!group) return (await identityStore.call('CreateGroup', { IdentityStoreId, ...wanted })).GroupId
      const Operations = [
        { AttributePath: 'displayName', AttributeValue: name.trim() },
        { AttributePath: 'description', AttributeValue: description.trim() || null },
      ]
      await identityStore.call('UpdateGroup', { IdentityStoreId, GroupId: group.GroupId, Operations })
      return group.GroupId
    },
    onSuccess: async (groupId) => {
      await Promise.all(['groups', 'group'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      onDone(groupId)
    },
  })
  return (
    <FormDialog
      title={group ? `Edit ${group.DisplayName}` : 'Create group'}
      action={group ? 'Save' : 'Create'}
      disabled={name.trim() === ''}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <FormField label="Group name" description="It is unique, without regard to case.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus />
      </FormField>
      <FormField label="Description">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </FormDialog>
  )
}
