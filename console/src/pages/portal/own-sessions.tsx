import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { signOut } from '../../app/session.ts'
import { Confirm } from '../../components/confirm.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { type PortalSession, SessionTable } from '../../components/session-table.tsx'
import { api } from '../../lib/api.ts'

const queryKey = ['own-sessions']

/** Where one is signed in, and signing out there. */
export function OwnSessions() {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const list = useQuery({ queryKey, queryFn: () => api.get<{ sessions: PortalSession[] }>('/portal/sessions') })
  const end = useMutation({
    mutationFn: ({ id }: PortalSession) => api.delete(`/portal/sessions/${id}`),
    onSuccess: (_, { current }) => (current ? signOut() : undefined),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  if (list.isError) return <LoadFailure error={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      {end.isError && <Alert type="error">{end.error.message}</Alert>}
      <SessionTable
        sessions={list.data?.sessions}
        empty="No sessions"
        ending={end.isPending ? end.variables.id : undefined}
        onEnd={(session) => end.mutate(session)}
        header={
          <Header
            variant="h2"
            counter={list.data && `(${list.data.sessions.length})`}
            description="Sign out where you do not know the device, and change your password."
            actions={<Button onClick={() => setAsking(true)}>Sign out everywhere</Button>}
          >
            Your sessions
          </Header>
        }
      />
      {asking && <SignOutEverywhere onClose={() => setAsking(false)} />}
    </>
  )
}

function SignOutEverywhere({ onClose }: { onClose: () => void }) {
  const leave = useMutation({ mutationFn: () => api.post('/portal/sign-out-everywhere'), onSuccess: () => signOut() })
  return (
    <Confirm title="Sign out everywhere?" action="Sign out everywhere" mutation={leave} onClose={onClose}>
      Every session ends, this one too, and so do the tokens of command lines. Credentials that were given out work until they end.
    </Confirm>
  )
}
