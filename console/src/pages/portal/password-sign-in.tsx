import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { api } from '../../lib/api.ts'
import { Held } from './held.tsx'
import { useHold } from './use-hold.ts'

/** User name and password. What is wrong is said without telling who exists. */
export function PasswordSignIn({ onDone }: { onDone: () => void }) {
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { seconds, hold } = useHold()

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!userName || !password || busy || seconds > 0) return
    setBusy(true)
    try {
      await api.post('/portal/sign-in', { userName, password })
      onDone()
    } catch (error) {
      setFailure(hold(error) ? undefined : (error as Error).message)
      setPassword('')
      setTried(false)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit}>
      <SpaceBetween size="l">
        <Held seconds={seconds} />
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
        <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText="Signing in" disabled={seconds > 0}>
          Sign in
        </Button>
        <Link href="/start/forgotten-password">Forgot your password, or have none yet?</Link>
      </SpaceBetween>
    </form>
  )
}
