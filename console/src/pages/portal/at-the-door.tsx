import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import Spinner from '@cloudscape-design/components/spinner'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { signInLink } from '../../app/query-client.ts'
import { usePerson } from '../../app/session.ts'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError, api } from '../../lib/api.ts'
import type { Person } from '../../lib/types.ts'
import { Door } from './door.tsx'

/** A page at the portal's door that needs to know who is there: sign-in first, with all its steps, then back here. */
export function AtTheDoor({ title, children }: { title: string; children: (person: Person) => ReactNode }) {
  const person = usePerson()
  const navigate = useNavigate()
  const { error } = person
  const mustSignIn = error instanceof ApiError && (error.status === 401 || error.status === 403)
  useEffect(() => {
    document.title = `${title} | Account Factory`
  }, [title])
  useEffect(() => {
    if (mustSignIn) void navigate({ href: signInLink(here()), replace: true })
  }, [mustSignIn, navigate])

  if (person.data) {
    return (
      <Door>
        {children(person.data)}
        <SignedInAs person={person.data} />
      </Door>
    )
  }
  if (!error || mustSignIn) return <Waiting />
  return (
    <Door>
      <LoadFailure error={error} onRetry={() => void person.refetch()} />
    </Door>
  )
}

const here = (): string => location.pathname + location.search

/** Who answers, and the way to be somebody else. */
function SignedInAs({ person }: { person: Person }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const change = async (): Promise<void> => {
    const target = here()
    await api.post('/portal/sign-out').catch(() => undefined)
    client.removeQueries()
    await navigate({ href: signInLink(target), replace: true })
  }
  return (
    <Box variant="small" color="text-body-secondary" padding={{ top: 'l' }}>
      You are signed in as <b>{person.userName}</b>.{' '}
      <Link
        href={signInLink(here())}
        fontSize="inherit"
        onFollow={(event) => {
          event.preventDefault()
          void change()
        }}
      >
        Sign in as somebody else
      </Link>
    </Box>
  )
}

function Waiting() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" />
    </Box>
  )
}
