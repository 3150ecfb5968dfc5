import { formatDate, formatDateTime } from '../lib/format.ts'
import { Described } from './described.tsx'

/** An authenticator app or a passkey, as the API lists it. */
export interface MfaDevice {
  id: string
  type: 'totp' | 'passkey'
  name: string
  createdAt: string
  lastUsedAt: string | null
}

export const deviceTypes: Record<MfaDevice['type'], string> = { totp: 'Authenticator app', passkey: 'Passkey' }

/** What a device is called, is, and since when. */
export function MfaDeviceFacts({ device: { name, type, createdAt, lastUsedAt } }: { device: MfaDevice }) {
  return (
    <Described title={name}>
      {deviceTypes[type]} · registered {formatDate(createdAt)} · {lastUsedAt ? `last used ${formatDateTime(lastUsedAt)}` : 'not used yet'}
    </Described>
  )
}
