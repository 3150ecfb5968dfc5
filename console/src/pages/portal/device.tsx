import Button from '@cloudscape-design/components/button'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Spinner from '@cloudscape-design/components/spinner'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { formatDateTime, formatTime } from '../../lib/format.ts'
import { AtTheDoor } from './at-the-door.tsx'
import { Consent, ConsentOutcome } from './consent.tsx'

interface DeviceRequest {
  userCode: string
  state: 'PENDING' | 'ALLOWED' | 'DENIED' | 'USED' | 'EXPIRED'
  clientName: string
  address: string
  createdAt: string
  expiresAt: string
}

/** A command line shows a code; the person compares it and answers. */
export default function DevicePage() {
  const { user_code: userCode } = useSearch({ from: '/start/device' })
  return <AtTheDoor title="Sign in on the command line">{() => (userCode ? <Request userCode={userCode} /> : <EnterCode />)}</AtTheDoor>
}

function Request({ userCode }: { userCode: string }) {
  const request = useQuery({
    queryKey: ['device-authorization', userCode],
    queryFn: () => api.get<DeviceRequest>('/portal/device-authorizations', { userCode }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const answer = useMutation({
    mutationFn: (allow: boolean) => api.post<DeviceRequest>('/portal/device-authorizations', { userCode, allow }),
    // Somebody was faster, or the time is over: show what it is now.
    onError: (error) => error instanceof ApiError && error.status === 409 && void request.refetch(),
  })
  if (request.isPending) return <Spinner size="large" />
  if (request.error instanceof ApiError && request.error.status === 404) return <EnterCode wrong={userCode} />
  if (request.error) return <LoadFailure error={request.error} onRetry={() => void request.refetch()} />
  const { state, clientName, address, createdAt, expiresAt, userCode: code } = answer.data ?? request.data
  if (state !== 'PENDING') return <Outcome state={state} />
  return (
    <Consent
      title="Allow this sign-in?"
      facts={[
        { label: 'Program', value: <span className="mono mono-wraps">{clientName}</span> },
        { label: 'Asked from', value: <span className="mono">{address}</span> },
        { label: 'Asked at', value: `${formatDateTime(createdAt)}, good until ${formatTime(expiresAt)}` },
      ]}
      failure={answer.error?.message}
      answering={answer.isPending ? (answer.variables ? 'allow' : 'deny') : undefined}
      onAnswer={(allow) => answer.mutate(allow)}
    >
      <div className="consent-code">
        <div className="muted">Your command line must show this code</div>
        <output aria-label="Code">{code}</output>
      </div>
    </Consent>
  )
}

function Outcome({ state }: { state: DeviceRequest['state'] }) {
  switch (state) {
    case 'ALLOWED':
      return (
        <ConsentOutcome title="Sign-in allowed" type="success">
          Go back to your command line: it goes on by itself. You can close this page.
        </ConsentOutcome>
      )
    case 'DENIED':
      return (
        <ConsentOutcome title="Sign-in denied" type="info">
          The program was told no, and got nothing. You can close this page.
        </ConsentOutcome>
      )
    case 'USED':
      return (
        <ConsentOutcome title="This code was used already" type="info">
          The sign-in that it belongs to is done. If that was not you, sign out everywhere and tell your administrator.
        </ConsentOutcome>
      )
    default:
      return (
        <ConsentOutcome title="This code has expired" type="error">
          A code is good for ten minutes. Run <span className="mono">aws sso login</span> again to get a new one.
        </ConsentOutcome>
      )
  }
}

function EnterCode({ wrong }: { wrong?: string }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState(wrong ?? '')
  const [tried, setTried] = useState(wrong !== undefined)
  const problem =
    typed.trim() === ''
      ? 'Enter the code.'
      : typed === wrong
        ? 'There is no request with this code. Compare it with your command line.'
        : ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!problem) void navigate({ to: '/start/device', search: { user_code: typed.trim() } })
  }
  return (
    <form onSubmit={submit}>
      <Form
        header={
          <Header variant="h1" description="Your command line shows a code of eight letters.">
            Enter the code
          </Header>
        }
        actions={
          <Button variant="primary" formAction="submit">
            Next
          </Button>
        }
      >
        <FormField label="Code" errorText={tried && problem ? problem : undefined}>
          <Input
            value={typed}
            onChange={({ detail }) => setTyped(detail.value)}
            placeholder="BCDF-GHJK"
            autoComplete={false}
            spellcheck={false}
            autoFocus
          />
        </FormField>
      </Form>
    </form>
  )
}
