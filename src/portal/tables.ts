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
}

export interface SettingsTable {
  id: number
  session_minutes: number
  mfa: PortalSettings['mfa']
  mfa_without_device: PortalSettings['mfaWithoutDevice']
}

export interface AttemptsTable {
  key: string
  failures: number
  blocked_until: Date
  last_at: Date
}

// A type, not an interface: withTables asks for an index signature.
export type PortalTables = {
  passwords: PasswordsTable
  sessions: SessionsTable
  settings: SettingsTable
  attempts: AttemptsTable
}

export const tables = (context: Pick<OperationContext, 'db'>) => context.db.withSchema('portal').withTables<PortalTables>()
