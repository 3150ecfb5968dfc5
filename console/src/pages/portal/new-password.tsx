import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { type FormEvent, useState } from 'react'
import { signOut } from '../../app/session.ts'
import { api } from '../../lib/api.ts'
import { Door } from './door.tsx'
import { passwordRules } from './password-rules.ts'

/** In place of a one-time password, one of the person's own. */
export function NewPassword({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const fits = passwordRules.every(({ holds }) => holds(password))

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!fits || password !== again || busy) return
    setBusy(true)
    try {
      await api.post('/portal/new-password', { password })
      onDone()
    } catch (error) {
      setFailure((error as Error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Door>
      <form onSubmit={submit}>
        <Form
          header={
            <Header variant="h1" description="You signed in with a one-time password. From now on you use this one.">
              Choose a password
            </Header>
          }
        >
          <SpaceBetween size="l">
            {failure && <Alert type="error">{failure}</Alert>}
            <FormField label="New password" errorText={tried && !fits ? 'The password does not meet all rules.' : undefined}>
              <Input
                value={password}
                type="password"
                autoFocus
                autoComplete="new-password"
                onChange={({ detail }) => setPassword(detail.value)}
              />
            </FormField>
            <ul className="rules" aria-label="Rules for passwords">
              {passwordRules.map(({ text, holds }) => (
                <li key={text}>
                  <StatusIndicator type={holds(password) ? 'success' : 'pending'}>{text}</StatusIndicator>
                </li>
              ))}
            </ul>
            <FormField label="Repeat the new password" errorText={tried && password !== again ? 'The passwords differ.' : undefined}>
              <Input value={again} type="password" autoComplete="new-password" onChange={({ detail }) => setAgain(detail.value)} />
            </FormField>
            <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText="Saving">
              Set password
            </Button>
            <Button variant="link" formAction="none" onClick={() => void signOut()}>
              Sign in as somebody else
            </Button>
          </SpaceBetween>
        </Form>
      </form>
    </Door>
  )
}
