import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { ChoosePassword, useNewPassword } from './choose-password.tsx'
import { Door } from './door.tsx'

/** Where a link for a new password leads. Its secret is taken out of the address at once, and out of the browser's history. */
export default function ResetPassword() {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  const [done, setDone] = useState(false)
  useEffect(() => {
    document.title = 'Choose a new password | Account Factory'
    history.replaceState(history.state, '', location.pathname)
  }, [])
  return (
    <Door>
      <SpaceBetween size="l">
        <Header variant="h1">{done ? 'Your password is set' : 'Choose a new password'}</Header>
        {done ? <Done /> : token === '' ? <NoLink /> : <Checked token={token} onDone={() => setDone(true)} />}
      </SpaceBetween>
    </Door>
  )
}

function Checked({ token, onDone }: { token: string; onDone: () => void }) {
  const link = useQuery({
    queryKey: ['reset-link'],
    queryFn: () => api.post<{ userName: string }>('/portal/reset-password/check', { token }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (link.data) return <ChooseForm token={token} userName={link.data.userName} onDone={onDone} />
  if (link.error instanceof ApiError && link.error.code === 'ResetLinkInvalid') return <NoLink />
  if (link.error) return <LoadFailure error={link.error} onRetry={() => void link.refetch()} />
  return (
    <Box textAlign="center">
      <Spinner />
    </Box>
  )
}

function ChooseForm({ token, userName, onDone }: { token: string; userName: string; onDone: () => void }) {
  const chosen = useNewPassword()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!chosen.check() || busy) return
    setBusy(true)
    try {
      await api.post('/portal/reset-password', { token, password: chosen.password })
      onDone()
    } catch (error) {
      setFailure((error as Error).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit}>
      {/* For password managers: whose password it is. */}
      <input type="text" autoComplete="username" value={userName} readOnly hidden />
      <SpaceBetween size="l">
        <Box>
          For <b>{userName}</b>. You will be signed out everywhere.
        </Box>
        {failure && <Alert type="error">{failure}</Alert>}
        <ChoosePassword chosen={chosen} autoFocus />
        <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText="Saving">
          Set password
        </Button>
      </SpaceBetween>
    </form>
  )
}

function NoLink() {
  return (
    <SpaceBetween size="l">
      <Alert type="error" header="This link does not work">
        It was used or replaced, or is too old. Open the newest link that you were sent, or ask for another.
      </Alert>
      <Link href="/start/forgotten-password">Ask for another link</Link>
    </SpaceBetween>
  )
}

function Done() {
  return (
    <SpaceBetween size="l">
      <Box>You are signed out everywhere. Sign in with the new password.</Box>
      <Button variant="primary" href="/start" fullWidth>
        Sign in
      </Button>
    </SpaceBetween>
  )
}
