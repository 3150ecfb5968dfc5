import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { usePerson } from '../../app/session.ts'
import { ConsolePage } from '../../app/shell.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { CopyId } from '../../components/copy-id.tsx'
import { LoadFailure } from '../../components/load-failure.tsx'
import { RowSkeletons } from '../../components/row-skeletons.tsx'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import type { UserSignIn } from '../../lib/types.ts'
import { PrincipalAccess } from './principal-access.tsx'
import { UserGroups } from './user-groups.tsx'
import { DeleteUser, EditUser } from './user-identity.tsx'
import { UserMfaDevices } from './user-mfa-devices.tsx'
import { UserPassword } from './user-password.tsx'
import { UserSessions } from './user-sessions.tsx'
import { UserStatus } from './user-status.tsx'

/** How one person signs in, and what an administrator can do about it. */
export default function UserPage() {
  const { userId = '' } = useParams({ strict: false })
  const found = useQuery({ queryKey: ['user', userId], queryFn: () => api.get<UserSignIn>(`/users/${userId}`) })
  const user = found.data
  const title = user?.userName ?? userId
  return (
    <ConsolePage title={title} breadcrumbs={[{ text: 'Users', href: '/console/access/users' }]}>
      <SpaceBetween size="l">
        <Header variant="h1" actions={user && <Actions user={user} />} description={user?.displayName}>
          {title}
        </Header>
        {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
        {user?.lockedUntil && <Locked user={user} until={user.lockedUntil} />}
        {!found.isError && (
          <Container header={<Header variant="h2">Sign-in</Header>}>{user ? <Facts user={user} /> : <RowSkeletons rows={3} />}</Container>
        )}
        {user && <UserPassword key={user.userId} user={user} />}
        {user && <UserMfaDevices user={user} />}
        {user && <UserSessions user={user} />}
        {user && <UserGroups key={user.userId} user={user} />}
        {user && <PrincipalAccess type="USER" id={user.userId} />}
      </SpaceBetween>
    </ConsolePage>
  )
}

const passwordStates: Record<UserSignIn['password']['state'], string> = {
  none: 'None yet',
  'one-time': 'One-time, not used yet',
  expired: 'One-time, not used in time',
  own: 'Of their own',
}

function Facts({ user }: { user: UserSignIn }) {
  const { state, changedAt, expiresAt } = user.password
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'Status', value: <UserStatus enabled={user.enabled} /> },
        { label: 'Password', value: passwordStates[state] },
        state === 'one-time'
          ? { label: 'Good until', value: formatDateTime(expiresAt) }
          : { label: 'Password changed', value: formatDateTime(changedAt) },
        { label: 'E-mail', value: user.email ? <CopyId value={user.email} what="e-mail address" wraps /> : '–' },
        { label: 'User id', value: <CopyId value={user.userId} what="user id" wraps /> },
      ]}
    />
  )
}

function Actions({ user }: { user: UserSignIn }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <EditUser user={user} />
      <Admission user={user} />
      <DeleteUser user={user} />
    </SpaceBetween>
  )
}

/** Lets a person in or keeps them out. */
function Admission({ user }: { user: UserSignIn }) {
  const client = useQueryClient()
  const self = usePerson().data?.userId === user.userId
  const [asking, setAsking] = useState(false)
  const change = useMutation({
    mutationFn: () => api.post(`/users/${user.userId}/${user.enabled ? 'disable' : 'enable'}`),
    onSuccess: () => {
      setAsking(false)
      void client.invalidateQueries({ queryKey: ['user'] })
      void client.invalidateQueries({ queryKey: ['users'] })
      return client.invalidateQueries({ queryKey: ['user-sessions'] })
    },
  })
  const action = user.enabled ? 'Disable' : 'Enable'
  return (
    <>
      <Button disabled={self} disabledReason="Another administrator has to disable you." onClick={() => setAsking(true)}>
        {action}
      </Button>
      {asking && (
        <Confirm title={`${action} ${user.userName}?`} action={action} mutation={change} onClose={() => setAsking(false)}>
          {user.enabled
            ? 'They are signed out everywhere at once and cannot sign in again until enabled. Credentials that were given out work until they end.'
            : 'They can sign in again, with the password they had.'}
        </Confirm>
      )}
    </>
  )
}

function Locked({ user, until }: { user: UserSignIn; until: string }) {
  const client = useQueryClient()
  const unlock = useMutation({
    mutationFn: () => api.post(`/users/${user.userId}/unlock`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['user', user.userId] }),
  })
  return (
    <Alert
      type="warning"
      header="Locked after too many failed tries"
      action={
        <Button loading={unlock.isPending} onClick={() => unlock.mutate()}>
          Unlock
        </Button>
      }
    >
      {unlock.error?.message ?? `The next try is possible at ${formatDateTime(until)}. It was them? Then unlock; else leave it as it is.`}
    </Alert>
  )
}
