import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useEffect, useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { api } from '../../lib/api.ts'
import { Door } from './door.tsx'
import { Held } from './held.tsx'
import { usePasswordOptions } from './password-options.ts'
import { useHold } from './use-hold.ts'

/** What to do without a password: a link by mail, where mails are sent, or an administrator. */
export default function ForgottenPassword() {
  const options = usePasswordOptions()
  useEffect(() => {
    document.title = 'Forgotten password | Account Factory'
  }, [])
  return (
    <Door>
      <SpaceBetween size="l">
        <Header variant="h1">Forgotten password</Header>
        {options.isError && <LoadFailure error={options.error} onRetry={() => void options.refetch()} />}
        {options.data?.forgottenPassword === 'mail' && <AskForMail />}
        {options.data?.forgottenPassword === 'administrator' && (
          <Box>
            Ask an administrator: they give you a link for choosing a password, or a one-time password, on the page <b>Users</b> of the
            console.
          </Box>
        )}
        <Link href="/start">Back to the sign-in</Link>
      </SpaceBetween>
    </Door>
  )
}

function AskForMail() {
  const [userName, setUserName] = useState('')
  const [tried, setTried] = useState(false)
  const [asked, setAsked] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { seconds, hold } = useHold()

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!userName || busy || seconds > 0) return
    setBusy(true)
    setFailure(undefined)
    try {
      await api.post('/portal/forgotten-password', { userName })
      setAsked(true)
    } catch (error) {
      setFailure(hold(error) ? undefined : (error as Error).message)
    } finally {
      setBusy(false)
    }
  }

  if (asked) {
    return (
      <Alert type="success" header="Look into your mailbox">
        If <b>{userName}</b> has a password here and an e-mail address, a link is on its way. It works once, for one hour. Nothing came? Ask
        an administrator.
      </Alert>
    )
  }
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="l">
        <Held seconds={seconds} />
        {failure && <Alert type="error">{failure}</Alert>}
        <FormField
          label="User name"
          description="We send a link for choosing a new password to your e-mail address."
          errorText={tried && !userName ? 'Enter your user name.' : undefined}
        >
          <Input
            value={userName}
            onChange={({ detail }) => setUserName(detail.value)}
            autoComplete="username"
            autoFocus
            spellcheck={false}
          />
        </FormField>
        <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText="Asking" disabled={seconds > 0}>
          Send a link
        </Button>
        <Box variant="small" color="text-body-secondary">
          Never had a password? An administrator can give you one.
        </Box>
      </SpaceBetween>
    </form>
  )
}
