import type { OperationContext } from '../access/context.ts'
import type { Step } from './sessions.ts'
import type { PortalSettings } from './settings.ts'

export interface PasswordsTable {
  user_id: string
  hash: string
  one_time: boolean
  expires_at: Date | null
  changed_at: Date
}

export interface SessionsTable {
  id_hash: string
  id: string
  user_id: string
  pending: Step[]
  method: string
  address: string
  user_agent: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  proved_at: Date
}

export interface SettingsTable {
  id: number
  session_minutes: number
  mfa: PortalSettings['mfa']
  mfa_without_device: PortalSettings['mfaWithoutDevice']
}

export interface PasswordResetsTable {
  user_id: string
  token_hash: string
  created_at: Date
  expires_at: Date
}

export interface AttemptsTable {
  key: string
  failures: number
  blocked_until: Date
  last_at: Date
}

export interface MfaDevicesTable {
  id: string
  user_id: string
  type: 'totp' | 'passkey'
  name: string
  created_at: Date
  last_used_at: Date | null
  sealed_secret: string | null
  last_step: string | number | null
  credential_id: string | null
  public_key: string | null
  counter: string | number | null
  transports: string[] | null
  backed_up: boolean | null
}

export interface MfaChallengesTable {
  session_id: string
  purpose: 'factor' | 'new-totp' | 'new-passkey'
  id: string
  content: string
  expires_at: Date
}

export interface TrustedDevicesTable {
  id_hash: string
  id: string
  user_id: string
  address: string
  user_agent: string
  created_at: Date
  expires_at: Date
}

export interface KnownNetworksTable {
  user_id: string
  network: string
  seen_at: Date
}

export interface FavouritesTable {
  user_id: string
  account_id: string
  created_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type PortalTables = {
  passwords: PasswordsTable
  sessions: SessionsTable
  settings: SettingsTable
  attempts: AttemptsTable
  password_resets: PasswordResetsTable
  mfa_devices: MfaDevicesTable
  mfa_challenges: MfaChallengesTable
  trusted_devices: TrustedDevicesTable
  known_networks: KnownNetworksTable
  favourites: FavouritesTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('portal').withTables<PortalTables>()
