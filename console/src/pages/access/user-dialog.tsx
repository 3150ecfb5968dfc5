import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { User } from '../../../../src/wire/models/identitystore.ts'
import { useSession } from '../../app/session.ts'
import { identityStore } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'
import { changesOf, primaryEmailOf, type UserValues } from './user-changes.ts'

const fields = [
  { name: 'UserName', label: 'User name', description: 'What they sign in with. It cannot be changed later.' },
  { name: 'GivenName', label: 'First name', description: undefined },
  { name: 'FamilyName', label: 'Last name', description: undefined },
  { name: 'DisplayName', label: 'Display name', description: 'First and last name when left empty.' },
  { name: 'Email', label: 'E-mail address', description: 'Unique among all users.' },
] as const satisfies readonly { name: keyof UserValues; label: string; description: string | undefined }[]

interface UserDialogOptions {
  /** The one that is changed; without, one is made. */
  readonly user?: User
  readonly onClose: () => void
  readonly onDone: (userId: string) => void
}

/** Names and address of a person. How they sign in is seen to on their page. */
export function UserDialog({ user, onClose, onDone }: UserDialogOptions) {
  const client = useQueryClient()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const [values, setValues] = useState<UserValues>(() => valuesOf(user))
  const shown = user ? fields.filter(({ name }) => name !== 'UserName') : fields
  const save = useMutation({
    mutationFn: async () => {
      const { UserName, DisplayName, GivenName, FamilyName, Email } = completed(values)
      if (user) {
        const Operations = changesOf(user, completed(values))
        if (Operations.length > 0) await identityStore.call('UpdateUser', { IdentityStoreId, UserId: user.UserId, Operations })
        return user.UserId
      }
      const Emails = [{ Value: Email, Type: 'work', Primary: true }]
      return (await identityStore.call('CreateUser', { IdentityStoreId, UserName, Name: { GivenName, FamilyName }, DisplayName, Emails }))
        .UserId
    },
    onSuccess: async (userId) => {
      await Promise.all(['users', 'user', 'user-attributes'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      onDone(userId)
    },
  })
  return (
    <FormDialog
      title={user ? `Edit ${user.UserName}` : 'Create user'}
      action={user ? 'Save' : 'Create'}
      disabled={shown.some(({ name }) => name !== 'DisplayName' && values[name].trim() === '')}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {shown.map(({ name, label, description }, index) => (
        <FormField key={name} label={label} description={description}>
          <Input
            value={values[name]}
            autoFocus={index === 0}
            {...(name === 'Email' && { type: 'email' as const })}
            onChange={({ detail }) => setValues((old) => ({ ...old, [name]: detail.value }))}
          />
        </FormField>
      ))}
    </FormDialog>
  )
}

const valuesOf = (user: User | undefined): UserValues => ({
  UserName: user?.UserName ?? '',
  GivenName: user?.Name?.GivenName ?? '',
  FamilyName: user?.Name?.FamilyName ?? '',
  DisplayName: user?.DisplayName ?? '',
  Email: primaryEmailOf(user?.Emails)?.Value ?? '',
})

/** Without spaces around, and with a display name. */
function completed(values: UserValues): UserValues {
  const [UserName, GivenName, FamilyName] = [values.UserName.trim(), values.GivenName.trim(), values.FamilyName.trim()]
  const DisplayName = values.DisplayName.trim() || `${GivenName} ${FamilyName}`
  return { UserName, GivenName, FamilyName, DisplayName, Email: values.Email.trim() }
}
