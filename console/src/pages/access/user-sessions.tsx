import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Confirm } from '../../components/confirm.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { type PortalSession, SessionTable } from '../../components/session-table.tsx'
import { api } from '../../lib/api.ts'
import type { UserSignIn } from '../../lib/types.ts'

/** Where a person is signed in, and signing them out. */
export function UserSessions({ user }: { user: UserSignIn }) {
  const { userId, userName } = user
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const queryKey = ['user-sessions', userId]
  const list = useQuery({ queryKey, queryFn: () => api.get<{ sessions: PortalSession[] }>(`/users/${userId}/sessions`) })
  const end = useMutation({
    mutationFn: () => api.post(`/users/${userId}/sign-out`),
    onSuccess: () => {
      setAsking(false)
      return client.invalidateQueries({ queryKey })
    },
  })
  if (list.isError) return <LoadFailure error={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <SessionTable
        sessions={list.data?.sessions}
        empty={`${userName} is not signed in`}
        header={
          <Header
            variant="h2"
            counter={list.data && `(${list.data.sessions.length})`}
            actions={<Button onClick={() => setAsking(true)}>Sign out everywhere</Button>}
          >
            Sessions
          </Header>
        }
      />
      {asking && (
        <Confirm title={`Sign ${userName} out everywhere?`} action="Sign out everywhere" mutation={end} onClose={() => setAsking(false)}>
          Every session ends, and so do the tokens of command lines. They can sign in again; disable the user to prevent that.
        </Confirm>
      )}
    </>
  )
}
