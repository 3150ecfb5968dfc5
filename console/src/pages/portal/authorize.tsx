import Spinner from '@cloudscape-design/components/spinner'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { AtTheDoor } from './at-the-door.tsx'
import { Consent, ConsentOutcome } from './consent.tsx'

interface Question {
  clientName: string
  address: string
  createdAt: string
  /** Host and port of the program that waits for the answer, on the person's own computer. */
  redirectHost: string
}

/** A command line on this computer waits for an answer that the browser brings it. */
export default function AuthorizePage() {
  return <AtTheDoor title="Sign in on the command line">{() => <Request />}</AtTheDoor>
}

function Request() {
  const parameters = useSearch({ from: '/start/authorize' })
  const question = useQuery({
    queryKey: ['authorization', parameters],
    queryFn: () => api.get<Question>('/portal/authorizations', parameters),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const answer = useMutation({
    mutationFn: (allow: boolean) => api.post<{ redirect: string }>('/portal/authorizations', { request: parameters, allow }),
    onSuccess: ({ redirect }) => location.assign(redirect),
  })
  if (question.isPending) return <Spinner size="large" />
  if (question.error instanceof ApiError && question.error.status === 400) return <Refused reason={question.error.message} />
  if (question.error) return <LoadFailure error={question.error} onRetry={() => void question.refetch()} />
  if (answer.data) {
    return (
      <ConsentOutcome title={answer.variables ? 'Sign-in allowed' : 'Sign-in denied'} type={answer.variables ? 'success' : 'info'}>
        Your browser takes the answer to the program on this computer. If nothing happens, the program has stopped waiting: run it again.
      </ConsentOutcome>
    )
  }
  const { clientName, address, createdAt, redirectHost } = question.data
  return (
    <Consent
      title="Allow this sign-in?"
      facts={[
        { label: 'Program', value: <span className="mono mono-wraps">{clientName}</span> },
        { label: 'Waits on this computer at', value: <span className="mono">{redirectHost}</span> },
        { label: 'First registered', value: `${formatDateTime(createdAt)}, from ${address}` },
      ]}
      failure={answer.error?.message}
      answering={answer.isPending ? (answer.variables ? 'allow' : 'deny') : undefined}
      onAnswer={(allow) => answer.mutate(allow)}
    />
  )
}

function Refused({ reason }: { reason: string }) {
  return (
    <ConsentOutcome title="This sign-in cannot be allowed" type="error">
      {reason} Nothing was given away.
    </ConsentOutcome>
  )
}
