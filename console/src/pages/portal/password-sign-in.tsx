import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'

/** User name and password. What is wrong is said without telling who exists. */
export function PasswordSignIn({ onDone }: { onDone: () => void }) {
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!userName || !password || busy) return
    setBusy(true)
    try {
      await api.post('/portal/sign-in', { userName, password })
      onDone()
    } catch (error) {
      setFailure((error as Error).message)
      setPassword('')
      setTried(false)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit}>
      <SpaceBetween size="l">
        {failure && <Alert type="error">{failure}</Alert>}
        <FormField label="User name" errorText={tried && !userName ? 'Enter your user name.' : undefined}>
          <Input
            value={userName}
            onChange={({ detail }) => setUserName(detail.value)}
            autoComplete="username"
            autoFocus
            spellcheck={false}
          />
        </FormField>
        <FormField label="Password" errorText={tried && !password ? 'Enter your password.' : undefined}>
          <Input value={password} type="password" onChange={({ detail }) => setPassword(detail.value)} autoComplete="current-password" />
        </FormField>
        <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText="Signing in">
          Sign in
        </Button>
        <Box variant="small" color="text-body-secondary">
          No password yet, or forgotten? An administrator can give you a one-time password.
        </Box>
      </SpaceBetween>
    </form>
  )
}
