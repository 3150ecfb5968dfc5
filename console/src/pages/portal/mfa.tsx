import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { signOut } from '../../app/session.ts'
import { LoadFailure } from '../../components/load-failure.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { CodeField } from './code-field.tsx'
import { Door } from './door.tsx'
import { challengeFactor, type FactorType, signWithPasskey } from './mfa-api.ts'

/** The second factor of a sign-in. */
export default function Mfa({ onDone }: { onDone: () => void }) {
  const challenge = useQuery({ queryKey: ['mfa-challenge'], queryFn: challengeFactor, gcTime: 0, staleTime: Number.POSITIVE_INFINITY })
  const { data } = challenge
  return (
    <Door>
      {challenge.isError ? (
        <LoadFailure error={challenge.error} onRetry={() => void challenge.refetch()} />
      ) : !data ? (
        <Box textAlign="center">
          <Spinner size="large" />
        </Box>
      ) : data.methods.length === 0 ? (
        <NoneUsable why={data.passkeysUnavailable} />
      ) : (
        <FactorForm methods={data.methods} mayTrust={data.mayTrust} onDone={onDone} />
      )}
    </Door>
  )
}

function NoneUsable({ why }: { why: string | undefined }) {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Verify that it is you</Header>
      <Alert type="warning" header="None of your devices can be used here">
        {why ?? 'They have been removed. Sign in again.'}
      </Alert>
      <Button fullWidth onClick={() => void signOut()}>
        Back to the sign-in
      </Button>
    </SpaceBetween>
  )
}

interface FactorFormOptions {
  readonly methods: readonly FactorType[]
  readonly mayTrust: boolean
  readonly onDone: () => void
}

function FactorForm({ methods, mayTrust, onDone }: FactorFormOptions) {
  const [method, setMethod] = useState<FactorType>(methods[0] ?? 'totp')
  const [code, setCode] = useState('')
  const [trustDevice, setTrustDevice] = useState(false)
  const { busy, failure, over, give, forget } = useFactor(onDone)
  const other = methods.find((each) => each !== method)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    if (method === 'passkey') return give(async () => ({ passkey: await signWithPasskey(), trustDevice }))
    if (code.length === 6) await give(async () => ({ code, trustDevice }))
    setCode('')
  }
  const change = (to: FactorType): void => {
    setMethod(to)
    forget()
  }

  if (over) {
    return (
      <SpaceBetween size="l">
        <Header variant="h1">Verify that it is you</Header>
        <Alert type="error">{failure}</Alert>
        <Button variant="primary" fullWidth onClick={onDone}>
          Sign in again
        </Button>
      </SpaceBetween>
    )
  }
  return (
    <form onSubmit={submit}>
      <Form
        header={
          <Header variant="h1" description={method === 'totp' ? 'Enter the code that your authenticator app shows.' : 'Use your passkey.'}>
            Verify that it is you
          </Header>
        }
      >
        <SpaceBetween size="l">
          {failure && <Alert type="error">{failure}</Alert>}
          {method === 'totp' && <CodeField label="Code" value={code} onChange={setCode} />}
          {mayTrust && (
            <Checkbox
              checked={trustDevice}
              onChange={({ detail }) => setTrustDevice(detail.checked)}
              description="Not on a computer that others use."
            >
              Trust this device for 30 days
            </Checkbox>
          )}
          <Button variant="primary" formAction="submit" fullWidth loading={busy} loadingText="Checking">
            {method === 'totp' ? 'Verify' : 'Use passkey'}
          </Button>
          {other && (
            <Button formAction="none" fullWidth disabled={busy} onClick={() => change(other)}>
              {other === 'totp' ? 'Use an authenticator app instead' : 'Use a passkey instead'}
            </Button>
          )}
          <Button variant="link" formAction="none" fullWidth onClick={() => void signOut()}>
            Cancel
          </Button>
          <Box variant="small" color="text-body-secondary">
            Lost your device? An administrator can remove it.
          </Box>
        </SpaceBetween>
      </Form>
    </form>
  )
}

/** Gives a factor; `over` when the sign-in ended because it was wrong too often. */
function useFactor(onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [over, setOver] = useState(false)
  const give = async (answer: () => Promise<object>): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await api.post('/portal/mfa/verify', await answer())
      onDone()
    } catch (error) {
      setFailure((error as Error).message)
      setOver(error instanceof ApiError && error.code === 'NotSignedIn')
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, over, give, forget: () => setFailure(undefined) }
}
