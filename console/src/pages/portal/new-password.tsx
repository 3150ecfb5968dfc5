import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { signOut } from '../../app/session.ts'
import { api } from '../../lib/api.ts'
import { ChoosePassword, useNewPassword } from './choose-password.tsx'
import { Door } from './door.tsx'

/** In place of a one-time password, one of the person's own. */
export function NewPassword({ onDone }: { onDone: () => void }) {
  const chosen = useNewPassword()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!chosen.check() || busy) return
    setBusy(true)
    try {
      await api.post('/portal/new-password', { password: chosen.password })
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
            <ChoosePassword chosen={chosen} autoFocus />
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
