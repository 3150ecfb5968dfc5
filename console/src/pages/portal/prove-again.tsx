import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'
import { useAttempt } from './add-mfa-device.tsx'
import { CodeField } from './code-field.tsx'
import { challengeFactor, signWithPasskey } from './mfa-api.ts'

/** Who is signed in proves once more who they are, before what signs them in is changed. */
export function ProveAgain({ onProved, onCancel }: { onProved: () => void; onCancel: () => void }) {
  const challenge = useQuery({ queryKey: ['mfa-challenge'], queryFn: challengeFactor, gcTime: 0, staleTime: Number.POSITIVE_INFINITY })
  const methods = challenge.data?.methods ?? []
  const [byCode, setByCode] = useState(false)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const { busy, failure, attempt } = useAttempt()
  const prove = (proof: () => Promise<object>): Promise<void> =>
    attempt(async () => {
      await api.post('/portal/mfa/prove', await proof())
      onProved()
    })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || (byCode ? code.length < 6 : !password)) return
    await prove(async () => (byCode ? { code } : { password }))
    setCode('')
    setPassword('')
  }
  return (
    <Modal visible header="Is it you?" onDismiss={onCancel} closeAriaLabel="Close">
      <form onSubmit={submit}>
        <SpaceBetween size="l">
          <Box>You signed in a while ago. Before your devices change, prove once more that it is you.</Box>
          {failure && <Alert type="error">{failure}</Alert>}
          {byCode ? (
            <CodeField label="Code" value={code} onChange={setCode} />
          ) : (
            <FormField label="Password">
              <Input
                value={password}
                type="password"
                autoFocus
                autoComplete="current-password"
                onChange={({ detail }) => setPassword(detail.value)}
              />
            </FormField>
          )}
          <div className="choice-buttons">
            <SpaceBetween direction="horizontal" size="xs">
              {methods.includes('passkey') && (
                <Button formAction="none" disabled={busy} onClick={() => void prove(async () => ({ passkey: await signWithPasskey() }))}>
                  Use a passkey
                </Button>
              )}
              {methods.includes('totp') && (
                <Button formAction="none" onClick={() => setByCode(!byCode)}>
                  {byCode ? 'Use the password' : 'Use a code'}
                </Button>
              )}
            </SpaceBetween>
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onCancel}>
                Cancel
              </Button>
              <Button variant="primary" formAction="submit" loading={busy} loadingText="Checking">
                Confirm
              </Button>
            </SpaceBetween>
          </div>
        </SpaceBetween>
      </form>
    </Modal>
  )
}
