import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { returnAddress, shortcutAddress } from '../../app/return-address.ts'
import { usePerson } from '../../app/session.ts'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError } from '../../lib/api.ts'
import { AccountsPage } from './accounts.tsx'
import { NewPassword } from './new-password.tsx'
import { SignIn } from './sign-in.tsx'

/** The access portal: sign in, a first password, then the accounts. */
export default function Portal() {
  const person = usePerson()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { return: target } = useSearch({ from: '/start' })
  const signedIn = person.data !== undefined
  const refresh = (): void => void client.resetQueries()
  useEffect(() => {
    document.title = 'Access portal | Account Factory'
  }, [])
  useEffect(() => {
    const next = returnAddress(target, location.origin) ?? shortcutAddress(location.hash, location.origin)
    if (signedIn && next) void navigate({ href: next, replace: true })
  }, [signedIn, target, navigate])

  if (person.isPending) return <Loading />
  if (person.data) return <AccountsPage person={person.data} />
  const code = person.error instanceof ApiError ? person.error.code : undefined
  if (code === 'NewPasswordRequired') return <NewPassword onDone={refresh} />
  if (code === 'NotSignedIn') return <SignIn onDone={refresh} />
  return (
    <Box padding="xxl">
      <LoadFailure error={person.error ?? new Error('Unknown')} onRetry={() => void person.refetch()} />
    </Box>
  )
}

function Loading() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" />
    </Box>
  )
}
