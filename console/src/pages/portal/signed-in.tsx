import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { useQueryClient } from '@tanstack/react-query'
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { usePerson } from '../../app/session.ts'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError } from '../../lib/api.ts'
import type { Person } from '../../lib/types.ts'
import { NewPassword } from './new-password.tsx'
import { SignIn } from './sign-in.tsx'

// Most pages need none of these.
const Mfa = lazy(() => import('./mfa.tsx'))
const MfaEnrolment = lazy(() => import('./mfa-enrolment.tsx'))

/** A page of the portal for whoever is through with signing in; for everybody else the step that is next, in its place. */
export function SignedIn({ children }: { children: (person: Person) => ReactNode }) {
  const person = usePerson()
  const client = useQueryClient()
  const refresh = (): void => void client.resetQueries()
  if (person.isPending) return <Loading />
  if (person.data) return children(person.data)
  const code = person.error instanceof ApiError ? person.error.code : undefined
  if (code === 'NewPasswordRequired') return <NewPassword onDone={refresh} />
  if (code === 'MfaRequired') return <Step page={Mfa} onDone={refresh} />
  if (code === 'MfaEnrolmentRequired') return <Step page={MfaEnrolment} onDone={refresh} />
  if (code === 'NotSignedIn') return <SignIn onDone={refresh} />
  return (
    <Box padding="xxl">
      <LoadFailure error={person.error ?? new Error('Unknown')} onRetry={() => void person.refetch()} />
    </Box>
  )
}

function Step({ page: Page, onDone }: { page: ComponentType<{ onDone: () => void }>; onDone: () => void }) {
  return (
    <Suspense fallback={<Loading />}>
      <Page onDone={onDone} />
    </Suspense>
  )
}

function Loading() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" />
    </Box>
  )
}
