import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tiles from '@cloudscape-design/components/tiles'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ApiError, api } from '../../lib/api.ts'
import { CodeField } from './code-field.tsx'
import { type FactorType, type NewTotp, registerPasskey } from './mfa-api.ts'

interface AddMfaDeviceOptions {
  readonly passkeysUnavailable: string | undefined
  readonly cancelText: string
  readonly onCancel: () => void
  readonly onDone: () => void
}

/** Registering a device: which kind, then what that kind needs. */
export function AddMfaDevice({ passkeysUnavailable, cancelText, onCancel, onDone }: AddMfaDeviceOptions) {
  const [type, setType] = useState<FactorType>(passkeysUnavailable === undefined ? 'passkey' : 'totp')
  const [totp, setTotp] = useState<NewTotp>()
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const { busy, failure, field, attempt } = useAttempt()

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    if (totp) {
      return attempt(async () => {
        await api.post(`/portal/mfa-devices/totp/${totp.id}/confirm`, { code, name: name.trim() || 'Authenticator app' })
        onDone()
      })
    }
    if (type === 'totp') return attempt(async () => setTotp(await api.post<NewTotp>('/portal/mfa-devices/totp')))
    await attempt(async () => {
      await registerPasskey(name.trim() || 'Passkey')
      onDone()
    })
  }
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="l">
        {failure && field !== 'code' && <Alert type="error">{failure}</Alert>}
        {totp ? (
          <TotpStep totp={totp} code={code} onCode={setCode} failure={field === 'code' ? failure : undefined} />
        ) : (
          <Kinds type={type} onType={setType} passkeysUnavailable={passkeysUnavailable} />
        )}
        {(totp || type === 'passkey') && (
          <FormField label="Name of the device" constraintText="By which you know it again, for example “My phone”." stretch>
            <Input value={name} onChange={({ detail }) => setName(detail.value.slice(0, 64))} autoComplete={false} />
          </FormField>
        )}
        <Buttons>
          <Button variant="link" formAction="none" onClick={totp ? () => setTotp(undefined) : onCancel}>
            {totp ? 'Back' : cancelText}
          </Button>
          <Button variant="primary" formAction="submit" loading={busy} loadingText="One moment" disabled={totp && code.length < 6}>
            {totp ? 'Register' : type === 'totp' ? 'Next' : 'Create passkey'}
          </Button>
        </Buttons>
      </SpaceBetween>
    </form>
  )
}

function Buttons({ children }: { children: ReactNode }) {
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        {children}
      </SpaceBetween>
    </Box>
  )
}

interface KindsOptions {
  readonly type: FactorType
  readonly onType: (type: FactorType) => void
  readonly passkeysUnavailable: string | undefined
}

function Kinds({ type, onType, passkeysUnavailable }: KindsOptions) {
  return (
    <Tiles
      columns={1}
      value={type}
      onChange={({ detail }) => onType(detail.value as FactorType)}
      ariaLabel="Kind of device"
      items={[
        {
          value: 'passkey',
          label: 'Passkey',
          description: passkeysUnavailable ?? 'Fingerprint, face, screen lock or a security key. Cannot be phished.',
          disabled: passkeysUnavailable !== undefined,
        },
        { value: 'totp', label: 'Authenticator app', description: 'An app on your phone shows a code of six digits.' },
      ]}
    />
  )
}

interface TotpStepOptions {
  readonly totp: NewTotp
  readonly code: string
  readonly onCode: (code: string) => void
  readonly failure: string | undefined
}

function TotpStep({ totp, code, onCode, failure }: TotpStepOptions) {
  return (
    <SpaceBetween size="l">
      <div className="mfa-qr">
        <img src={`data:image/svg+xml,${encodeURIComponent(totp.qr)}`} alt="QR code for the authenticator app" />
        <div>
          <Box variant="p">Scan the code with your authenticator app, or enter this key there:</Box>
          <Box margin={{ top: 'xs' }}>
            <CopyToClipboard
              variant="inline"
              textToCopy={totp.secret}
              textToDisplay={totp.secret.replace(/(.{4})(?=.)/g, '$1 ')}
              copyButtonAriaLabel="Copy the key"
              copySuccessText="Copied"
              copyErrorText="Not copied"
            />
          </Box>
        </div>
      </div>
      <CodeField label="Code that the app shows" value={code} onChange={onCode} errorText={failure} />
    </SpaceBetween>
  )
}

/** Runs one thing at a time and keeps why it failed, and in which field. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ message: string; field: string | undefined }>()
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await act()
    } catch (error) {
      setFailure({ message: (error as Error).message, field: error instanceof ApiError ? error.field : undefined })
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure: failure?.message, field: failure?.field, attempt }
}
