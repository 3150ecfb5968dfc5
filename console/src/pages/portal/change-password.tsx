import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import type { Person } from '../../lib/types.ts'
import { ChoosePassword, useNewPassword } from './choose-password.tsx'

/** Another password in place of the present one; the form unfolds when it is wanted. */
export function ChangePassword({ person }: { person: Person }) {
  const [open, setOpen] = useState(false)
  const [changed, setChanged] = useState(false)
  const client = useQueryClient()
  const done = (): void => {
    setOpen(false)
    setChanged(true)
    void client.invalidateQueries({ queryKey: ['own-sessions'] })
  }
  const change = <Button onClick={() => setOpen(true)}>Change password</Button>
  return (
    <Container
      header={
        <Header variant="h2" actions={open ? undefined : change} description="Changing it signs you out everywhere else.">
          Password
        </Header>
      }
    >
      {!changed && !open && <Box color="text-body-secondary">Use one that you use nowhere else.</Box>}
      {changed && !open && <Alert type="success">Your password is changed. You are signed out everywhere but here.</Alert>}
      {open && <ChangeForm person={person} onDone={done} onCancel={() => setOpen(false)} />}
    </Container>
  )
}

function ChangeForm({ person, onDone, onCancel }: { person: Person; onDone: () => void; onCancel: () => void }) {
  const [present, setPresent] = useState('')
  const [tried, setTried] = useState(false)
  const chosen = useNewPassword()
  const [failure, setFailure] = useState<Error>()
  const [busy, setBusy] = useState(false)
  const wrongPresent = failure instanceof ApiError && failure.field === 'currentPassword' ? failure.message : undefined

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!chosen.check() || !present || busy) return
    setBusy(true)
    setFailure(undefined)
    try {
      await api.post('/portal/change-password', { currentPassword: present, password: chosen.password })
      onDone()
    } catch (error) {
      setFailure(error as Error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit} className="narrow-form">
      {/* For password managers: whose password it is. */}
      <input type="text" autoComplete="username" value={person.userName} readOnly hidden />
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" formAction="submit" loading={busy} loadingText="Saving">
              Save password
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {failure && !wrongPresent && <Alert type="error">{failure.message}</Alert>}
          <FormField label="Present password" errorText={tried && !present ? 'Enter your present password.' : wrongPresent}>
            <Input
              value={present}
              type="password"
              autoFocus
              autoComplete="current-password"
              onChange={({ detail }) => {
                setPresent(detail.value)
                setFailure(undefined)
              }}
            />
          </FormField>
          <ChoosePassword chosen={chosen} />
        </SpaceBetween>
      </Form>
    </form>
  )
}
