import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { signOut } from '../../app/session.ts'
import { LoadFailure } from '../../components/load-failure.tsx'
import { api } from '../../lib/api.ts'
import { AddMfaDevice } from './add-mfa-device.tsx'
import { Door } from './door.tsx'
import type { MfaDevices } from './mfa-api.ts'

/** The step of a sign-in in which a person registers their first device. */
export default function MfaEnrolment({ onDone }: { onDone: () => void }) {
  const devices = useQuery({ queryKey: ['mfa-devices'], queryFn: () => api.get<MfaDevices>('/portal/mfa-devices') })
  return (
    <Door>
      <SpaceBetween size="l">
        <Header
          variant="h1"
          description="Your organization asks for a second factor beside the password. Register the device that gives it."
        >
          Register a device
        </Header>
        {devices.isError ? (
          <LoadFailure error={devices.error} onRetry={() => void devices.refetch()} />
        ) : !devices.data ? (
          <Box textAlign="center">
            <Spinner size="large" />
          </Box>
        ) : (
          <AddMfaDevice
            passkeysUnavailable={devices.data.passkeysUnavailable}
            cancelText="Sign in as somebody else"
            onCancel={() => void signOut()}
            onDone={onDone}
          />
        )}
      </SpaceBetween>
    </Door>
  )
}
