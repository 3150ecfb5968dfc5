import Button from '@cloudscape-design/components/button'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePerson, useSession } from '../../app/session.ts'
import { Confirm } from '../../components/confirm.tsx'
import { identityStore } from '../../lib/aws.ts'
import type { UserSignIn } from '../../lib/types.ts'
import { UserDialog } from './user-dialog.tsx'

/** Changes names and address; what they are is read by the way, as the page itself tells only how somebody signs in. */
export function EditUser({ user: { userId } }: { user: UserSignIn }) {
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const [open, setOpen] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['user-attributes', userId],
    queryFn: () => identityStore.call('DescribeUser', { IdentityStoreId, UserId: userId }),
    enabled: IdentityStoreId !== '',
  })
  return (
    <>
      <Button disabled={!data} disabledReason={error?.message} onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open && data && <UserDialog user={data} onClose={() => setOpen(false)} onDone={() => setOpen(false)} />}
    </>
  )
}

export function DeleteUser({ user: { userId, userName } }: { user: UserSignIn }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const IdentityStoreId = useSession().data?.identityStoreId ?? ''
  const self = usePerson().data?.userId === userId
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => identityStore.call('DeleteUser', { IdentityStoreId, UserId: userId }),
    onSuccess: async () => {
      await navigate({ to: '/console/access/users', replace: true })
      await Promise.all(['users', 'members'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <>
      <Button disabled={self} disabledReason="Another administrator has to delete you." onClick={() => setAsking(true)}>
        Delete
      </Button>
      {asking && (
        <Confirm title={`Delete ${userName}?`} action="Delete" mutation={remove} onClose={() => setAsking(false)}>
          They are signed out, leave every group and cannot come back: a new user of the same name is somebody else. Credentials that were
          given out work until they end. What is assigned to them in accounts stays behind and opens nothing: remove it first. To keep
          somebody out for a while, disable them.
        </Confirm>
      )}
    </>
  )
}
