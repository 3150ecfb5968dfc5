import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { identityStore } from '../../lib/aws.ts'
import { FormDialog } from '../organization/form-dialog.tsx'

const fields = [
  { name: 'UserName', label: 'User name', description: 'What they sign in with. It cannot be changed later.' },
  { name: 'GivenName', label: 'First name', description: undefined },
  { name: 'FamilyName', label: 'Last name', description: undefined },
  { name: 'Email', label: 'E-mail address', description: 'Unique among all users.' },
] as const

type Field = (typeof fields)[number]['name']

/** A new person. How they sign in is seen to on their page. */
export function UserDialog({ onClose, onDone }: { onClose: () => void; onDone: (userId: string) => void }) {
  const client = useQueryClient()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const [values, setValues] = useState<Record<Field, string>>({ UserName: '', GivenName: '', FamilyName: '', Email: '' })
  const value = (field: Field): string => values[field].trim()
  const create = useMutation({
    mutationFn: async () => {
      const Name = { GivenName: value('GivenName'), FamilyName: value('FamilyName') }
      const Emails = [{ Value: value('Email'), Type: 'work', Primary: true }]
      const DisplayName = `${Name.GivenName} ${Name.FamilyName}`
      return identityStore.call('CreateUser', { IdentityStoreId, UserName: value('UserName'), Name, DisplayName, Emails })
    },
    onSuccess: async ({ UserId }) => {
      await client.invalidateQueries({ queryKey: ['users'] })
      onDone(UserId)
    },
  })
  return (
    <FormDialog
      title="Create user"
      action="Create"
      disabled={fields.some(({ name }) => value(name) === '')}
      pending={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      {fields.map(({ name, label, description }, index) => (
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
