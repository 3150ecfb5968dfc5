import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useState } from 'react'
import { Door } from './door.tsx'
import { ExternalSignIn, externalProblem, type SignInOptions, useSignInOptions } from './external-sign-in.tsx'
import { mayHavePasskeys, PasskeySignIn } from './passkey-sign-in.tsx'
import { PasswordSignIn } from './password-sign-in.tsx'

/** Passwords alone: where nothing else is set up, and where what is cannot be asked for. */
const passwordsOnly: SignInOptions = { passwordSignIn: 'everyone', providers: [] }

/** The ways in: external identity providers, and user name and password for those who may. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const options = useSignInOptions()
  return (
    <Door>
      <SpaceBetween size="l">
        <Header variant="h1" description="to the access portal">
          Sign in
        </Header>
        {options.isPending ? (
          <Box textAlign="center">
            <Spinner />
          </Box>
        ) : (
          <Ways {...(options.data ?? passwordsOnly)} onDone={onDone} />
        )}
      </SpaceBetween>
    </Door>
  )
}

function Ways({ passwordSignIn, providers, onDone }: SignInOptions & { onDone: () => void }) {
  const [asked, setAsked] = useState(false)
  const problem = externalProblem(location.search)
  const alone = providers.length === 0
  const showPassword = alone || passwordSignIn === 'everyone' || asked
  return (
    <SpaceBetween size="l">
      {problem && <Alert type="error">{problem}</Alert>}
      {!alone && <ExternalSignIn providers={providers} primary={passwordSignIn !== 'everyone'} />}
      {!alone && showPassword && (
        <Box textAlign="center" color="text-body-secondary">
          or with a password
        </Box>
      )}
      {showPassword && <PasswordSignIn onDone={onDone} />}
      {showPassword && mayHavePasskeys(location.hostname) && <PasskeySignIn onDone={onDone} />}
      {!showPassword && passwordSignIn === 'administrator' && (
        <Button variant="link" formAction="none" onClick={() => setAsked(true)}>
          Sign in as the administrator
        </Button>
      )}
    </SpaceBetween>
  )
}
