import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'

/** Browsers make none for IP addresses, nor where others could read along. */
export function mayHavePasskeys(hostname: string): boolean {
  return window.PublicKeyCredential !== undefined && !/^[\d.]+$|^\[/.test(hostname)
}

/** Signing in without name and password, by a passkey that knows its person. */
export function PasskeySignIn({ onDone }: { onDone: () => void }) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const signIn = async (): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      // Most sign-ins do without its library.
      const { signInWithPasskey } = await import('./mfa-api.ts')
      await signInWithPasskey()
      onDone()
    } catch (error) {
      setFailure((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <SpaceBetween size="s">
      {failure && <Alert type="error">{failure}</Alert>}
      <Button formAction="none" fullWidth loading={busy} loadingText="Waiting for the passkey" onClick={() => void signIn()}>
        Sign in with a passkey
      </Button>
    </SpaceBetween>
  )
}
