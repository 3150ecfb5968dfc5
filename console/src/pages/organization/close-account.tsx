import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { organizations } from '../../lib/aws.ts'
import type { Account } from '../../lib/types.ts'
import { FormDialog } from './form-dialog.tsx'

interface CloseAccountOptions {
  readonly account: Account
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

/** Says what closing does and asks for the account's id. */
export function CloseAccount({ account, onClose, onDone }: CloseAccountOptions) {
  const [typed, setTyped] = useState('')
  const close = useMutation({
    mutationFn: () => organizations.call('CloseAccount', { AccountId: account.id }),
    onSuccess: () => onDone(`${account.name} (${account.id}) is being closed.`),
  })
  return (
    <FormDialog
      title={`Close ${account.name}?`}
      action="Close account"
      disabled={typed.trim() !== account.id}
      pending={close.isPending}
      error={close.error}
      closing="Keep it"
      onSubmit={() => close.mutate()}
      onClose={onClose}
    >
      <Alert type="warning" header="Nobody can sign in to a closed account">
        It is suspended at once. What runs in it stops.
      </Alert>
      <Box>
        <ul className="plain-list">
          <li>
            For 90 days it stays in the organization as suspended, and counts towards the number of accounts. Then it is gone for good.
          </li>
          <li>
            Its e-mail address <strong>{account.email}</strong> stays taken: no other account can use it, not even afterwards. To use it
            again, change the account’s address first.
          </li>
          <li>Only a part of an organization’s accounts can be closed within 30 days.</li>
        </ul>
      </Box>
      <FormField label={`Type ${account.id} to confirm`}>
        <Input
          value={typed}
          placeholder={account.id}
          inputMode="numeric"
          spellcheck={false}
          autoComplete={false}
          autoFocus
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </FormField>
    </FormDialog>
  )
}
