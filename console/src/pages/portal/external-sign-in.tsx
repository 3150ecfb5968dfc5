import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'

export interface SignInOptions {
  readonly passwordSignIn: 'everyone' | 'administrator' | 'nobody'
  readonly providers: readonly { readonly id: string; readonly name: string }[]
}

export function useSignInOptions() {
  return useQuery({ queryKey: ['sign-in-options'], queryFn: () => api.get<SignInOptions>('/portal/sign-in-options'), staleTime: 60_000 })
}

/** What came of a sign-in at a provider, by the word that the address carries; its text is never shown. */
const problems: Readonly<Record<string, string>> = {
  'unknown-person': 'You are known to the identity provider, but not here. Ask an administrator to add you or to enable you again.',
  cancelled: 'The identity provider did not sign you in.',
  expired: 'That sign-in took too long or began in another browser. Sign in once more.',
  failed: 'The answer of the identity provider could not be verified. Sign in once more; if that fails too, ask an administrator.',
  unavailable: 'The identity provider cannot be reached at the moment.',
}

export function externalProblem(search: string): string | undefined {
  const word = new URLSearchParams(search).get('problem')
  return word === null ? undefined : (problems[word] ?? problems.failed)
}

/** Where the sign-in is to lead: what the portal was asked to lead to, else the page one is on. */
function wantedAddress(): string {
  const query = new URLSearchParams(location.search)
  const wanted = query.get('return')
  if (wanted) return wanted
  query.delete('problem')
  const rest = query.toString()
  return location.pathname + (rest && `?${rest}`) + location.hash
}

/** A button for each external identity provider. */
export function ExternalSignIn({ providers, primary }: Pick<SignInOptions, 'providers'> & { primary: boolean }) {
  const [leaving, setLeaving] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const leave = async (id: string): Promise<void> => {
    setLeaving(id)
    setFailure(undefined)
    try {
      const { redirect } = await api.post<{ redirect: string }>(`/portal/external/${id}/sign-in`, { return: wantedAddress() })
      location.assign(redirect)
    } catch (error) {
      setFailure((error as Error).message)
      setLeaving(undefined)
    }
  }
  return (
    <SpaceBetween size="s">
      {failure && <Alert type="error">{failure}</Alert>}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant={primary ? 'primary' : 'normal'}
          formAction="none"
          fullWidth
          loading={leaving === id}
          loadingText={`On the way to ${name}`}
          disabled={leaving !== undefined && leaving !== id}
          onClick={() => void leave(id)}
        >
          Continue with {name}
        </Button>
      ))}
    </SpaceBetween>
  )
}
