import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { UserSignIn } from '../../lib/types.ts'

interface Link {
  readonly url: string
  readonly expiresAt: string
  readonly sentTo?: string
}

interface OneTimePassword {
  readonly password: string
  readonly expiresAt: string
}

/** Two ways to let a person choose a password; what is shown here is not shown again. */
export function UserPassword({ user }: { user: UserSignIn }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const refresh = (): void => {
    setAsking(false)
    void client.invalidateQueries({ queryKey: ['user', user.userId] })
    void client.invalidateQueries({ queryKey: ['user-sessions', user.userId] })
  }
  const link = useMutation({ mutationFn: () => api.post<Link>(`/users/${user.userId}/password-reset-link`) })
  const oneTime = useMutation({
    mutationFn: () => api.post<OneTimePassword>(`/users/${user.userId}/one-time-password`),
    onSuccess: refresh,
  })
  const makeLink = (): void => {
    oneTime.reset()
    link.mutate()
  }
  const askForOneTime = (): void => {
    link.reset()
    setAsking(true)
  }
  const make = (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={askForOneTime}>One-time password</Button>
      <Button loading={link.isPending} disabled={!user.enabled} onClick={makeLink}>
        Link for a new password
      </Button>
    </SpaceBetween>
  )
  return (
    <Container
      header={
        <Header variant="h2" description="For whoever forgot theirs, or has none yet." actions={make}>
          Password
        </Header>
      }
    >
      {link.error && <Alert type="error">{link.error.message}</Alert>}
      {link.data && <NewLink {...link.data} />}
      {oneTime.data && <NewOneTimePassword {...oneTime.data} />}
      {!link.data && !oneTime.data && !link.error && (
        <Box color="text-body-secondary">
          A link works once, for a day, and leaves the present password as it is until it is used. A one-time password takes its place at
          once and works for seven days.
        </Box>
      )}
      {asking && (
        <Confirm
          title={`A one-time password for ${user.userName}?`}
          action="Make a one-time password"
          mutation={oneTime}
          onClose={() => setAsking(false)}
        >
          The present password ends, and so do all sessions. At the next sign-in they choose a password of their own.
        </Confirm>
      )}
    </Container>
  )
}

function NewLink({ url, expiresAt, sentTo }: Link) {
  return (
    <Alert type="success" header={sentTo ? `The link was sent to ${sentTo}` : 'Hand this link over'}>
      <SpaceBetween size="xs">
        <Box>
          {sentTo ? 'Should it not arrive, hand it over yourself. ' : ''}It works once, until {formatDateTime(expiresAt)}, for whoever has
          it, and is not shown again.
        </Box>
        <CopyId value={url} what="link" wraps />
      </SpaceBetween>
    </Alert>
  )
}

function NewOneTimePassword({ password, expiresAt }: OneTimePassword) {
  return (
    <Alert type="success" header="Hand this password over">
      <SpaceBetween size="xs">
        <Box>It works once, until {formatDateTime(expiresAt)}, and is not shown again.</Box>
        <CopyId value={password} what="one-time password" />
      </SpaceBetween>
    </Alert>
  )
}
